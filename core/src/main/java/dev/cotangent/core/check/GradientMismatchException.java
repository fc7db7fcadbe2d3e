package dev.cotangent.core.check;

import dev.cotangent.core.CotangentException;

/**
 * A gradient that does not agree with finite differences; the message says where and by how much.
 */
public final class GradientMismatchException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public GradientMismatchException(String message) {
    super(message);
  }
}
