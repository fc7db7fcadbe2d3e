package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;

/**
 * What a plan depends on, of a batch.
 *
 * @param rows the number of samples
 * @param weights how many weights each sample has: none, one, or one for each element of its loss
 */
record BatchForm(int rows, int weights) {

  /** The shape of the weights of losses of some shape. */
  Shape weightShape(Shape losses) {
    Shape shape = weights == 1 ? Shape.of(rows) : losses;
    if (shape.size() != rows * weights) {
      throw new ShapeException(
          weights + " weights for each of " + rows + " samples do not fit losses " + losses);
    }
    return shape;
  }

  /**
   * By hand: the JDK's implementation for records keeps the class loader of the last record that
   * was compared, and this one is compared in each step.
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
