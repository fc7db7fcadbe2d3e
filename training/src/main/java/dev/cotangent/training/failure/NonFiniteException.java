package dev.cotangent.training.failure;

/**
 * Thrown when the loss or a gradient of a step is NaN or infinite; the step has changed nothing.
 */
public final class NonFiniteException extends TrainingException {

  private static final long serialVersionUID = 1L;

  /** The non-finite quantity. */
  private final String quantity;

  /**
   * Creates an exception for a step, counted from 0.
   *
   * @param quantity {@code loss}, or the name of a parameter
   */
  public NonFiniteException(String message, long step, String quantity) {
    super(message, step);
    this.quantity = quantity;
  }

  /**
   * The non-finite quantity: {@code loss}, or the parameter whose gradient (or new state) is not
   * finite.
   */
  public String quantity() {
    return quantity;
  }
}
