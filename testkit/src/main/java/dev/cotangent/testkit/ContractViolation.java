package dev.cotangent.testkit;

/**
 * Thrown if a plugin breaks its contract; the message names failed checks and how to repeat them.
 */
public final class ContractViolation extends AssertionError {

  private static final long serialVersionUID = 1L;

  /** Creates an error with a message. */
  public ContractViolation(String message) {
    super(message);
  }
}
