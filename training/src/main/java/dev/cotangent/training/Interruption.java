package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Tells the failures that an interrupt of the thread causes from all others. */
final class Interruption {

  private Interruption() {}

  /**
   * Whether an interrupt caused a failure. Code that throws an {@link InterruptedException} has
   * cleared the thread's flag: it is set again.
   */
  static boolean caused(Throwable failure) {
    Throwable origin = origin(failure);
    if (origin instanceof InterruptedException || origin instanceof ClosedByInterruptException) {
      Thread.currentThread().interrupt();
      return true;
    }
    return origin instanceof CancellationException && Thread.currentThread().isInterrupted();
  }

  /**
   * Names what an interrupt has ended; any other failure is thrown as it is.
   *
   * @param what was interrupted, as in {@code the training}
   * @param step that was not done, from 0
   */
  static RuntimeException orElse(Throwable failure, String what, long step) {
    if (failure instanceof TrainingException || !caused(failure)) {
      throw Interruption.<RuntimeException>asItIs(failure);
    }
    return new TrainingInterruptedException(
        what + " was interrupted before step " + step, step, failure);
  }

  /** Code of a caller may throw checked exceptions that no signature names: these pass, too. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asItIs(Throwable failure) throws E {
    throw (E) failure;
  }

  /** What our own exceptions and the unchecked ones of files stand for. */
  private static Throwable origin(Throwable failure) {
    Throwable origin = failure;
    @Nullable Throwable cause = origin.getCause();
    while (cause != null
        && (origin instanceof CotangentException || origin instanceof UncheckedIOException)) {
      origin = cause;
      cause = origin.getCause();
    }
    return origin;
  }
}
