package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a failure as one line on standard error and an exit code. */
final class Errors {

  /** The exit code for wrong input. */
  static final int WRONG_INPUT = 2;

  /** The exit code for any other failure. */
  static final int FAILED = 1;

  private final Console console;
  private final CotangentCommand command;

  Errors(Console console, CotangentCommand command) {
    this.console = console;
    this.command = command;
  }

  /**
   * Prints the message (and, with {@code --verbose}, the stack trace) and returns the exit code.
   */
  int report(Throwable failure) {
    if (command.verbose()) {
      failure.printStackTrace(console.err());
    }
    console.err().println("cotangent: " + oneLine(message(failure)));
    return isWrongInput(failure) ? WRONG_INPUT : FAILED;
  }

  private static boolean isWrongInput(Throwable failure) {
    if (failure instanceof TrainingException || failure instanceof WorkException) {
      return false;
    }
    return failure instanceof UserError
        || failure instanceof ParameterException
        || failure instanceof CotangentException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException;
  }

  private String message(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return message(Objects.requireNonNull(unchecked.getCause()));
    }
    if (failure instanceof FileSystemException error && error.getFile() != null) {
      return error.getFile() + ": " + FileErrors.reason(error);
    }
    if (failure instanceof IOException error) {
      return FileErrors.reason(error);
    }
    if (failure instanceof UnmatchedArgumentException unknown) {
      return UnknownArgument.message(unknown);
    }
    if (failure instanceof NonFiniteException) {
      return failure.getMessage() + "; a lower --learning-rate or a --clip may help";
    }
    if (isWrongInput(failure) || failure instanceof TrainingException) {
      return String.valueOf(failure.getMessage()) + memoryHint(failure);
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory: " + failure.getMessage() + memoryHint(failure);
    }
    String files = OpenFiles.explain(failure);
    if (!files.isEmpty()) {
      return files;
    }
    return "internal error: "
        + failure
        + (command.verbose() ? "" : "; --verbose shows the stack trace");
  }

  /** A hint for failures from lack of memory or threads; empty for others. */
  private static String memoryHint(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        boolean thread = String.valueOf(each.getMessage()).contains("native thread");
        return thread
            ? "; --workers 1 needs fewer threads, and the system may allow more (ulimit -u)"
            : "; COTANGENT_JAVA_OPTS=-Xmx4g gives the JVM more";
      }
    }
    return "";
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
