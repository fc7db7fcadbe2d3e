package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.util.List;

/**
 * Hard swish: y = x·hard_sigmoid(x), with (x + 3)/6 clamped to [0, 1] in place of the sigmoid of
 * SiLU. Any shape; NaN at −∞, as in PyTorch.
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
    // the branch not taken must not overflow: infinity times a gradient of 0 would be NaN
    Tensor middle = x.abs().less(3).where(x, zero);
    Tensor above = x.less(3).where(middle.mul(middle.add(3)).div(6), x);
    return x.lessEqual(-3).where(x.mul(0), above);
  }
}
