package dev.cotangent.training;

/** The loss or a gradient of a step is NaN or infinite; nothing was changed. */
public final class NonFiniteException extends TrainingException {

  private static final long serialVersionUID = 1L;

  /** What is not finite. */
  private final String quantity;

  /**
   * An error of a step, from 0.
   *
   * @param quantity {@code loss}, or the name of a parameter
   */
  public NonFiniteException(String message, long step, String quantity) {
    super(message, step);
    this.quantity = quantity;
  }

  /** What is not finite: {@code loss}, or the parameter with that gradient (or that new state). */
  public String quantity() {
    return quantity;
  }
}
