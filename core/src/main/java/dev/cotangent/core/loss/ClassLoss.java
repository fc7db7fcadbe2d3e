package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;

/** A loss of rows [.., classes] whose target is the I32 index [..] of the true class. */
interface ClassLoss extends Loss {

  /** The loss of each row, of the target's shape. */
  Tensor row(Tensor prediction, Tensor target);

  @Override
  default LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    return Targets.each(row(prediction, target));
  }

  @Override
  default DType targetType() {
    return DType.I32;
  }

  @Override
  default Shape targetShape(Shape prediction) {
    return prediction.without(-1);
  }
}
