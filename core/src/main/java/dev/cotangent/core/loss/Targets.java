package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;

/** Checks and helper tensors shared by the losses. */
final class Targets {

  private Targets() {}

  /** Checks that a target has the type and shape that the loss requires for a prediction. */
  static void check(Loss loss, Tensor prediction, Tensor target) {
    DType dtype = loss.targetType() == DType.F32 ? prediction.dtype() : loss.targetType();
    TensorType wanted = new TensorType(dtype, loss.targetShape(prediction.shape()));
    if (!target.type().equals(wanted)) {
      throw new ShapeException(
          loss.id()
              + ": the target is "
              + target.type()
              + " for predictions "
              + prediction.type()
              + ", expected "
              + wanted);
    }
  }

  /** Returns terms whose weights are all 1. */
  static LossTerms each(Tensor elements) {
    return LossTerms.of(elements);
  }

  /** The BOOL mask [.., classes] that is true at each row's class. */
  static Tensor oneHot(Tensor prediction, Tensor classes) {
    Tensor column = classes.reshape(prediction.shape().with(-1, 1));
    return column.equalTo(Tensor.iota(prediction.shape().dim(-1)));
  }

  /** Returns a scalar with the element type of a tensor. */
  static Tensor scalar(Tensor like, double value) {
    return Tensor.full(new TensorType(like.dtype(), Shape.scalar()), value);
  }
}
