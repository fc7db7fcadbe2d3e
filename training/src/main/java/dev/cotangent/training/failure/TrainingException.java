package dev.cotangent.training.failure;

import dev.cotangent.core.CotangentException;

/**
 * Thrown when a step fails: the message names epoch, batch and step, and the failure; the cause is
 * the original exception. Parameters and optimizer state are those before the step.
 */
public class TrainingException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** The number of the step, from 0. */
  private final long step;

  /** Creates an exception for a step, counted from 0. */
  public TrainingException(String message, long step) {
    super(message);
    this.step = step;
  }

  /** Creates an exception for a step, counted from 0, with its cause. */
  public TrainingException(String message, long step, Throwable cause) {
    super(message, cause);
    this.step = step;
  }

  /** The number of the step that failed, from 0. */
  public final long step() {
    return step;
  }
}
