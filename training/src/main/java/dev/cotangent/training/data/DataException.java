package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;

/**
 * Data that cannot be used; the message is one line that names the source, the place in it, and
 * what was expected.
 */
public final class DataException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public DataException(String message) {
    super(message);
  }

  /** An error with its message and what caused it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
