package dev.cotangent.cli;

/**
 * Wrong input of the user (exit code 2); the message is one line that names the place, the value
 * and what was expected.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with a message. */
  public UserError(String message) {
    super(message);
  }

  /** An error with a message and its cause. */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
