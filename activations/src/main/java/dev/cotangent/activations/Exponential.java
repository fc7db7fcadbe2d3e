package dev.cotangent.activations;

import dev.cotangent.core.Tensor;

/** A straight line above 0 and an exponential below it. */
final class Exponential {

  private Exponential() {}

  /** x above 0, else alpha·(e^(x/width) − 1). */
  static Tensor below(Tensor x, double alpha, double width) {
    // what is not chosen must not overflow: infinity times no gradient would be NaN
    Tensor negative = x.lessEqual(0).where(x, Tensor.full(x.type(), 0));
    return x.lessEqual(0).where(negative.div(width).expm1().mul(alpha), x);
  }
}
