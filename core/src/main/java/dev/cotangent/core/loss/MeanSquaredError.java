package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;

/**
 * (prediction − target)² of each element, averaged over all elements, as PyTorch's {@code
 * mse_loss}. Target and prediction have one shape; nothing broadcasts.
 */
public record MeanSquaredError() implements Loss {

  @Override
  public String id() {
    return "mean_squared_error";
  }

  @Override
  public LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    Tensor elements = prediction.sub(target).square();
    return new LossTerms(elements, Targets.scalar(prediction, elements.shape().size()));
  }

  @Override
  public DType targetType() {
    return DType.F32;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction;
  }
}
