package dev.cotangent.training;

import dev.cotangent.core.CotangentException;

/**
 * A step failed: the message names epoch, batch and step, and what failed; the cause is the
 * original failure. Parameters and optimizer state are as they were before the step.
 */
public class TrainingException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** Number of the step, from 0. */
  private final long step;

  /** An error of a step, from 0. */
  public TrainingException(String message, long step) {
    super(message);
    this.step = step;
  }

  /** An error of a step, from 0, with what caused it. */
  public TrainingException(String message, long step, Throwable cause) {
    super(message, cause);
    this.step = step;
  }

  /** The number of the step that failed, from 0. */
  public final long step() {
    return step;
  }
}
