package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;

/** Thrown by {@link SelfTest#orThrow()} if a predictor does not compute the saved bits. */
public final class SelfTestException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** A failure with the message of the self-test. */
  public SelfTestException(String message) {
    super(message);
  }
}
