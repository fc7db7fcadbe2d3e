package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;

/** Thrown by {@link SelfTest#orThrow()} if a predictor does not compute the saved bits. */
public final class SelfTestException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final transient SelfTest result;

  /** Creates the failure of a self-test. */
  public SelfTestException(SelfTest result) {
    super("self-test: " + Given.of("self-test exception: the result", result).message());
    this.result = result;
  }

  /** The result of the self-test. */
  public SelfTest result() {
    return result;
  }
}
