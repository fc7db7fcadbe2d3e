package dev.cotangent.core.check;

import dev.cotangent.core.CotangentException;

/**
 * Thrown when a gradient does not agree with finite differences; the message says where and by how
 * much.
 */
public final class GradientMismatchException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message. */
  public GradientMismatchException(String message) {
    super(message);
  }
}
