package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;

/** Thrown when something exceeds its time limit; the message says where it is. */
public final class OverdueException extends CotangentException {

  private static final long serialVersionUID = 1L;

  OverdueException(String message) {
    super(message);
  }
}
