package dev.cotangent.core.loss;

import dev.cotangent.core.Tensor;

/**
 * A loss before it is reduced. The mean is one division, at the end: a mean of means would be wrong
 * where weights differ.
 *
 * @param elements the loss of each element, times its weight; batch first
 * @param weight the sum of the weights, a scalar; without weights the number of elements
 */
public record LossTerms(Tensor elements, Tensor weight) {

  /** The sum of the elements, a scalar. */
  public Tensor sum() {
    return elements.sum();
  }

  /** The sum of the elements divided by the weight; NaN when that is 0, as nothing has a mean. */
  public Tensor mean() {
    return sum().div(weight);
  }
}
