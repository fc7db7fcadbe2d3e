package dev.cotangent.core;

/**
 * The root of every error that Cotangent reports about what it was given; the message names what,
 * where and why.
 */
public class CotangentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public CotangentException(String message) {
    super(message);
  }

  /** An error with its message and what caused it. */
  public CotangentException(String message, Throwable cause) {
    super(message, cause);
  }
}
