package dev.cotangent.core;

import dev.cotangent.core.text.Printable;

/**
 * The root of every error that Cotangent reports about what it was given; the message names what,
 * where and why. Messages often quote names from files; control characters in them are written as
 * escapes ({@link Printable#lines}), so that a message may be printed or logged as it is.
 */
public class CotangentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 20_000;

  /** An error with its message. */
  public CotangentException(String message) {
    super(shown(message));
  }

  /** An error with its message and what caused it. */
  public CotangentException(String message, Throwable cause) {
    super(shown(message), cause);
  }

  /** A plugin may hand on the message of a failure that has none, or quote a whole file. */
  private static String shown(String message) {
    String text = String.valueOf(message);
    boolean tooLong = text.length() > LONGEST;
    return Printable.lines(
        tooLong ? text.substring(0, LONGEST) + "… (" + text.length() + " characters)" : text);
  }

  /** What a failure says: the message if it is one of ours, else its class, too. */
  public static String saidBy(Throwable failure) {
    return failure instanceof CotangentException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
