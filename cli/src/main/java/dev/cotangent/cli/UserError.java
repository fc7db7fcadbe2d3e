package dev.cotangent.cli;

/**
 * Something that the user gave is wrong; the message is one line that names what, where and what
 * was expected.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public UserError(String message) {
    super(message);
  }

  /** An error with its message and what caused it. */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
