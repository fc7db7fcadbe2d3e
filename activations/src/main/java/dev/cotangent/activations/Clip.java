package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;

/** Clamps a tensor between two bounds. */
final class Clip {

  private Clip() {}

  /** Clamps x; unlike {@link Tensor#clamp} the gradient is 0 at the bounds. */
  static Tensor between(Tensor x, double low, double high) {
    Tensor below = Tensor.full(x.type(), low);
    Tensor above = Tensor.full(x.type(), high);
    return x.lessEqual(low).where(below, x.greaterEqual(high).where(above, x));
  }
}
