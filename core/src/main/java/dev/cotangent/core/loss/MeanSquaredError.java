package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;

/**
 * Mean squared error: (prediction − target)² of each element, averaged over all elements, as in
 * PyTorch's {@code mse_loss}. Target and prediction have the same shape; nothing broadcasts.
 */
public record MeanSquaredError() implements ElementLoss {

  @Override
  public String id() {
    return "mse";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    return prediction.sub(target).square();
  }
}
