package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;

/**
 * y = (e^x − e^−x)/(e^x + e^−x), between −1 and 1; dy/dx = 1 − y², computed as 4·σ(2x)·σ(−2x),
 * which does not cancel where |y| is close to 1. Stable at any magnitude. Any shape.
 */
public record Tanh() implements Activation {

  @Override
  public String id() {
    return "tanh";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.tanh();
  }
}
