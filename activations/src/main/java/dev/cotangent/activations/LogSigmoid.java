package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;

/** y = ln σ(x) = −ln(1 + e^−x), at any magnitude; dy/dx = σ(−x). Any shape. */
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
