package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * Sigmoid: y = 1/(1 + e^−x), between 0 and 1; dy/dx = y·(1 − y), computed as σ(x)·σ(−x) to avoid
 * cancellation near y = 1. Numerically stable. Any shape.
 */
public record Sigmoid() implements Activation {

  @Override
  public String id() {
    return "sigmoid";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.sigmoid();
  }
}
