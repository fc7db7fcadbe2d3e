package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import java.util.List;

/**
 * y = x·(x + 3)/6 with the factor between 0 and 1: straight lines in place of the sigmoid of silu.
 * Any shape; NaN at −∞, as in PyTorch.
 *
 * <p>A. Howard and others: <i>Searching for MobileNetV3</i>, arXiv 1905.02244, 2019.
 */
public record HardSwish() implements Activation {

  @Override
  public String id() {
    return "hard_swish";
  }

  @Override
  public List<Double> kinks() {
    return List.of(-3.0, 3.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor zero = Tensor.full(x.type(), 0);
    // what is not chosen must not overflow: infinity times no gradient would be NaN
    Tensor middle = x.abs().less(3).where(x, zero);
    Tensor above = x.less(3).where(middle.mul(middle.add(3)).div(6), x);
    return x.lessEqual(-3).where(x.mul(0), above);
  }
}
