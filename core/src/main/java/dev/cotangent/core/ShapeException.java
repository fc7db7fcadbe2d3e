package dev.cotangent.core;

/** Shapes or types that do not fit; the message names the op, the shapes and the axis. */
public final class ShapeException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public ShapeException(String message) {
    super(message);
  }

  /** An error with its message and what caused it. */
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
