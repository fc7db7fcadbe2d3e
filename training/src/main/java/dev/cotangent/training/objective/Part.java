package dev.cotangent.training.objective;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.op.leaf.Constant;
import java.util.OptionalDouble;

/**
 * A term of the loss to minimize: Σ terms / Σ weights, times a factor.
 *
 * @param name the name, unique in its {@link Objective}
 * @param terms the terms and their weights
 * @param factor the factor of the mean
 */
public record Part(String name, LossTerms terms, double factor) {

  /** The mean of the terms; one of several parts whose weight is 0 contributes 0. */
  public Tensor mean(boolean alone) {
    if (alone || constantWeight().isPresent()) {
      return terms.mean();
    }
    Tensor weight = terms.weight();
    Tensor one = Tensor.full(weight.type(), 1);
    return terms.sum().div(weight.greater(0).where(weight, one));
  }

  /** The mean times the factor, the part's term of the objective. */
  public Tensor scaled(Tensor mean) {
    return factor == 1 ? mean : mean.mul(factor);
  }

  /** The weight if it does not depend on the data. */
  public OptionalDouble constantWeight() {
    Tensor weight = terms.weight();
    return weight.op() instanceof Constant
        ? OptionalDouble.of(weight.item())
        : OptionalDouble.empty();
  }
}
