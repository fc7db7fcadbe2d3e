package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss of several predictions that are concatenated along the last axis: two of size d make [..,
 * 2·d].
 */
interface PartsLoss extends Loss {

  /** The number of predictions. */
  int parts();

  /** Computes the loss of the predictions, given in their order. */
  Tensor compute(List<Tensor> parts, Tensor target);

  @Override
  default LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    int size = size(prediction.shape());
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < parts(); i++) {
      parts.add(prediction.slice(-1, i * size, (i + 1) * size));
    }
    return Targets.each(compute(parts, target));
  }

  /** The length of the last axis of one prediction. */
  default int size(Shape prediction) {
    int length = prediction.dim(-1);
    if (length % parts() != 0) {
      throw new ShapeException(
          id() + ": predictions " + prediction + ", expected a last axis divisible by " + parts());
    }
    return length / parts();
  }

  @Override
  default DType targetType() {
    return DType.F32;
  }
}
