package dev.cotangent.core.kernel;

/** A derivative of one element, computed from the element and the function's value. */
public interface SlopeFunction {

  /**
   * Computes the derivative for one element, in double precision.
   *
   * @param x the element
   * @param y the value at {@code x}, rounded to the tensor's type
   */
  double derivative(double x, double y);
}
