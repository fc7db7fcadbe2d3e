package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;

/** An elementwise loss: target and prediction have the same shape; nothing broadcasts. */
interface ElementLoss extends Loss {

  /** The loss of each element, of the prediction's shape. */
  Tensor element(Tensor prediction, Tensor target);

  @Override
  default LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    return Targets.each(element(prediction, target));
  }

  @Override
  default DType targetType() {
    return DType.F32;
  }

  @Override
  default Shape targetShape(Shape prediction) {
    return prediction;
  }
}
