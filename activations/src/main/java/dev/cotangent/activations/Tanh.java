package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * Hyperbolic tangent: y = (e^x − e^−x)/(e^x + e^−x), between −1 and 1; dy/dx = 1 − y², computed as
 * 4·σ(2x)·σ(−2x) to avoid cancellation near |y| = 1. Numerically stable. Any shape.
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
