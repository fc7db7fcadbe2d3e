package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * Mish: y = x·tanh(ln(1 + e^x)). Any shape.
 *
 * <p>D. Misra: <i>Mish: a self regularized non-monotonic activation function</i>, arXiv 1908.08681,
 * 2019.
 */
public record Mish() implements Activation {

  @Override
  public String id() {
    return "mish";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.softplus().tanh());
  }
}
