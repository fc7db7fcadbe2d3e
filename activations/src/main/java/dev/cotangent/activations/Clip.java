package dev.cotangent.activations;

import dev.cotangent.core.Tensor;

/** Straight lines between two bounds. */
final class Clip {

  private Clip() {}

  /** x between bounds; no gradient passes at the bounds, unlike {@link Tensor#clamp}. */
  static Tensor between(Tensor x, double low, double high) {
    Tensor below = Tensor.full(x.type(), low);
    Tensor above = Tensor.full(x.type(), high);
    return x.lessEqual(low).where(below, x.greaterEqual(high).where(above, x));
  }
}
