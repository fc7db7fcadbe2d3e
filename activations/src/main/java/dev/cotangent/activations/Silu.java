package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;

/**
 * SiLU, also called swish: y = x·σ(x); dy/dx = σ(x)·(1 + x·σ(−x)). Any shape.
 *
 * <p>S. Elfwing, E. Uchibe, K. Doya: <i>Sigmoid-weighted linear units</i>, arXiv 1702.03118, 2017;
 * P. Ramachandran, B. Zoph, Q. V. Le: <i>Searching for activation functions</i>, 2017.
 */
public record Silu() implements Activation {

  @Override
  public String id() {
    return "silu";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.mul(x.sigmoid());
  }
}
