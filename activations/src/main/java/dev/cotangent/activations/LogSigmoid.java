package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/** Log-sigmoid: y = ln σ(x) = −ln(1 + e^−x); dy/dx = σ(−x). Numerically stable. Any shape. */
public record LogSigmoid() implements Activation {

  @Override
  public String id() {
    return "log_sigmoid";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.neg().softplus().neg();
  }
}
