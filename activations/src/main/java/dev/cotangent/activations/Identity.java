package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;

/**
 * y = x, dy/dx = 1: the absence of an activation, where a configuration has to name one. Any shape.
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
