package dev.cotangent.core.loss;

import dev.cotangent.core.graph.Tensor;

/**
 * Mean absolute error: |prediction − target| of each element, averaged over all, as in PyTorch's
 * {@code l1_loss}.
 */
public record MeanAbsoluteError() implements ElementLoss {

  @Override
  public String id() {
    return "l1";
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    return prediction.sub(target).abs();
  }
}
