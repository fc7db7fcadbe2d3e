package dev.cotangent.testkit;

/** A plugin that breaks its contract; the message names each broken check and how to repeat it. */
public final class ContractViolation extends AssertionError {

  private static final long serialVersionUID = 1L;

  /** An error with its message. */
  public ContractViolation(String message) {
    super(message);
  }
}
