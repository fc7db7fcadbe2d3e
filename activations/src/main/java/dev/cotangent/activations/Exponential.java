package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;

/** The identity above 0 and an exponential below it. */
final class Exponential {

  private Exponential() {}

  /** x for x &gt; 0, else alpha·(e^(x/width) − 1). */
  static Tensor below(Tensor x, double alpha, double width) {
    // the branch not taken must not overflow: infinity times a gradient of 0 would be NaN
    Tensor negative = x.lessEqual(0).where(x, Tensor.full(x.type(), 0));
    return x.lessEqual(0).where(negative.div(width).expm1().mul(alpha), x);
  }
}
