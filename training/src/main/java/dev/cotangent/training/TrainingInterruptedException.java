package dev.cotangent.training;

/**
 * The thread that trains was interrupted: the step that had begun was not done, and the thread's
 * interrupt flag is still set.
 */
public final class TrainingInterruptedException extends TrainingException {

  private static final long serialVersionUID = 1L;

  /** The interruption of a step, from 0. */
  public TrainingInterruptedException(String message, long step, Throwable cause) {
    super(message, step, cause);
  }
}
