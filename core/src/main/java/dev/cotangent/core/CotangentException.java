package dev.cotangent.core;

import dev.cotangent.core.text.Printable;

/**
 * Base class of all errors that Cotangent reports about its input; the message says where the error
 * is, what was given and what was expected. Messages often quote names from files; control
 * characters in them are written as escapes ({@link Printable#lines}), so that a message is safe to
 * print and log.
 */
public class CotangentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 20_000;

  /** An error with its message. */
  public CotangentException(String message) {
    super(shown(message));
  }

  /** An error with its message and its cause. */
  public CotangentException(String message, Throwable cause) {
    super(shown(message), cause);
  }

  /**
   * The message made printable and cut to a bounded length: a plugin may pass null, or quote a
   * whole file.
   */
  private static String shown(String message) {
    String text = String.valueOf(message);
    boolean tooLong = text.length() > LONGEST;
    return Printable.lines(
        tooLong ? text.substring(0, LONGEST) + "… (" + text.length() + " characters)" : text);
  }

  /**
   * Describes a failure: the message of a {@code CotangentException}; class and message of any
   * other.
   */
  public static String describe(Throwable failure) {
    return failure instanceof CotangentException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
