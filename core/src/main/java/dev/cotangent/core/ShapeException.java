package dev.cotangent.core;

/** Thrown when shapes or types do not match; the message names the op, the shapes and the axis. */
public final class ShapeException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public ShapeException(String message) {
    super(message);
  }

  /** An error with its message and its cause. */
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
