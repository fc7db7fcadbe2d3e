package dev.cotangent.training;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.op.Constant;
import java.util.OptionalDouble;

/**
 * One of the sums that an objective consists of.
 *
 * @param factor what its mean is multiplied by
 */
record Part(String name, LossTerms terms, double factor) {

  /** The mean of the terms; of several parts, one without weight counts for nothing. */
  Tensor mean(boolean alone) {
    if (alone || constantWeight().isPresent()) {
      return terms.mean();
    }
    Tensor weight = terms.weight();
    Tensor one = Tensor.full(weight.type(), 1);
    return terms.sum().div(weight.greater(0).where(weight, one));
  }

  /** Its mean times its factor: its term of the objective. */
  Tensor scaled(Tensor mean) {
    return factor == 1 ? mean : mean.mul(factor);
  }

  /** The weight if it does not depend on the data. */
  OptionalDouble constantWeight() {
    Tensor weight = terms.weight();
    return weight.op() instanceof Constant
        ? OptionalDouble.of(weight.item())
        : OptionalDouble.empty();
  }
}
