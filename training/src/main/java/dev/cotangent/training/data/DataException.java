package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;

/**
 * Thrown for data that cannot be used; the message is one line that names the source, the position
 * in it, and what was expected.
 */
public final class DataException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public DataException(String message) {
    super(message);
  }

  /** Creates an exception with a message and a cause. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
