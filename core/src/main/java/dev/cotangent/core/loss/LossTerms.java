package dev.cotangent.core.loss;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import java.util.Arrays;

/**
 * The terms of a loss before reduction. The mean is a single division at the end, since a mean of
 * means is wrong if weights differ.
 *
 * @param elements the loss of each element times its weight; the first axis is the batch
 * @param weights the weight of each element, of the same shape, or a scalar for all
 */
public record LossTerms(Tensor elements, Tensor weights) {

  /** Checks the shapes. */
  public LossTerms {
    if (weights.shape().rank() > 0 && !weights.shape().equals(elements.shape())) {
      throw new ShapeException(
          "losses "
              + elements.type()
              + ": the weights are "
              + weights.type()
              + ", expected a scalar or "
              + elements.shape());
    }
  }

  /** Returns terms whose weights are all 1. */
  public static LossTerms of(Tensor elements) {
    return new LossTerms(
        elements, Tensor.full(new TensorType(elements.dtype(), Shape.scalar()), 1));
  }

  /** The sum of the elements, a scalar. */
  public Tensor sum() {
    return elements.sum();
  }

  /** The sum of the weights, a scalar; where all are 1, the number of elements. */
  public Tensor weight() {
    int size = elements.shape().size();
    if (weights.shape().rank() > 0) {
      return weights.sum();
    }
    return weights.op() instanceof Constant
        ? Tensor.full(weights.type(), weights.item() * size)
        : weights.mul(size);
  }

  /** The sum of the elements divided by the weight; NaN if the weight is 0. */
  public Tensor mean() {
    return sum().div(weight());
  }

  /**
   * These terms multiplied by further weights, such as sample weights or a mask of 0 and 1.
   *
   * @param factors each at least 0; one for each row, [batch], or for each element, of the shape of
   *     {@link #elements}
   * @throws ShapeException if it is neither
   */
  public LossTerms weighted(Tensor factors) {
    Tensor each = forEachElement(factors);
    return new LossTerms(elements.mul(each), weights.mul(each));
  }

  private Tensor forEachElement(Tensor factors) {
    Shape shape = elements.shape();
    if (factors.shape().equals(shape)) {
      return factors;
    }
    if (shape.rank() == 0 || !factors.shape().equals(Shape.of(shape.dim(0)))) {
      throw new ShapeException(
          "losses "
              + shape
              + ": the factors are "
              + factors.shape()
              + ", expected one for each row");
    }
    int[] column = new int[shape.rank()];
    Arrays.fill(column, 1);
    column[0] = shape.dim(0);
    return factors.reshape(Shape.of(column)).broadcastTo(shape);
  }
}
