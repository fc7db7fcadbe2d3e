package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Distinguishes failures caused by a thread interrupt from all others. */
public final class Interruption {

  private Interruption() {}

  /**
   * Whether an interrupt caused a failure. Code that throws an {@link InterruptedException} has
   * cleared the thread's interrupt flag, so it is set again.
   */
  public static boolean caused(Throwable failure) {
    Throwable origin = origin(failure);
    if (origin instanceof InterruptedException || origin instanceof ClosedByInterruptException) {
      Thread.currentThread().interrupt();
      return true;
    }
    return origin instanceof CancellationException && Thread.currentThread().isInterrupted();
  }

  /**
   * Returns an exception that names what was interrupted; rethrows any other failure unchanged.
   *
   * @param what the interrupted activity, as in {@code the training}
   * @param step the step that was not executed, from 0
   */
  public static RuntimeException orElse(Throwable failure, String what, long step) {
    if (failure instanceof TrainingException || !caused(failure)) {
      throw Interruption.<RuntimeException>asItIs(failure);
    }
    return new TrainingInterruptedException(
        what + " was interrupted before step " + step, step, failure);
  }

  /**
   * A caller's code may throw checked exceptions that no signature declares: they pass through,
   * too.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asItIs(Throwable failure) throws E {
    throw (E) failure;
  }

  /** Unwraps our own exceptions and the unchecked ones of files. */
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
