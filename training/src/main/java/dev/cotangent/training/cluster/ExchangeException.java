package dev.cotangent.training.cluster;

import dev.cotangent.core.CotangentException;

/**
 * Members of a training could not exchange their numbers: one has failed or cannot be reached, or
 * they disagree. The message names the members.
 */
public final class ExchangeException extends CotangentException {

  private static final long serialVersionUID = 1L;

  public ExchangeException(String message) {
    super(message);
  }

  public ExchangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
