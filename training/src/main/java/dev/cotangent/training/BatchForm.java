package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;

/**
 * The properties of a batch that a plan depends on.
 *
 * @param rows the number of samples
 * @param weights number of weights per sample: none, one, or one for each element of its loss
 */
record BatchForm(int rows, int weights) {

  /** The shape of the weights for losses of a given shape. */
  Shape weightShape(Shape losses) {
    Shape shape = weights == 1 ? Shape.of(rows) : losses;
    if (shape.size() != rows * weights) {
      throw new ShapeException(
          weights
              + " weights for each of "
              + rows
              + " samples do not match losses of shape "
              + losses);
    }
    return shape;
  }

  /**
   * Written by hand: the JDK's implementation for records keeps a reference to the class loader of
   * the last record it compared, and this one is compared in each step.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof BatchForm form && form.rows == rows && form.weights == weights;
  }

  @Override
  public int hashCode() {
    return 31 * rows + weights;
  }
}
