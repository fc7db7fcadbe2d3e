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

  /** What a failure says: the message if it is one of ours, else its class, too. */
  public static String saidBy(Throwable failure) {
    return failure instanceof CotangentException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
