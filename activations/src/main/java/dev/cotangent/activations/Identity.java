package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * The identity: y = x, dy/dx = 1; stands for no activation where a configuration must name one. Any
 * shape.
 */
public record Identity() implements Activation {

  @Override
  public String id() {
    return "identity";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x;
  }
}
