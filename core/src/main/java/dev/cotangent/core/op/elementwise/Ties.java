package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;

/**
 * The derivative rule of maximum and minimum: the gradient goes to the selected operand; ties get
 * half of it each.
 */
final class Ties {

  private Ties() {}

  static void share(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor none = Tensor.full(upstream.type(), 0);
    for (int i = 0; i < 2; i++) {
      Tensor chosen = y.input(i).equalTo(y);
      Tensor other = y.input(1 - i).equalTo(y);
      Tensor share = other.where(upstream.mul(0.5), upstream);
      cotangents.add(i, chosen.where(share, none));
    }
  }
}
