package dev.cotangent.training.failure;

/**
 * Thrown when the training thread is interrupted: the step in progress was not completed, and the
 * thread's interrupt flag is still set.
 */
public final class TrainingInterruptedException extends TrainingException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception for a step, counted from 0. */
  public TrainingInterruptedException(String message, long step, Throwable cause) {
    super(message, step, cause);
  }
}
