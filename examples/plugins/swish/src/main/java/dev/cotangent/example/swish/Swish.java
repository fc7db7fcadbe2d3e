package dev.cotangent.example.swish;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * y = x · σ(x); every order of derivative follows from that.
 *
 * <p>P. Ramachandran, B. Zoph, Q. V. Le: <i>Searching for activation functions</i>, 2017
 * (arXiv:1710.05941).
 */
public record Swish() implements Activation {

  @Override
  public String id() {
    return "swish";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.sigmoid());
  }
}
