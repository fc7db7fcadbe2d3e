package dev.cotangent.core.op;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Binary;

/**
 * y = a·b; dy/da = b, dy/db = a: each input's upstream gradient is multiplied by the other. Shapes
 * broadcast.
 */
public record Mul() implements BinaryOp {

  @Override
  public String id() {
    return "mul";
  }

  @Override
  public Binary kernel() {
    return Binary.MUL;
  }

  @Override
  public double value(double a, double b) {
    return a * b;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(1)));
    cotangents.add(1, upstream.mul(y.input(0)));
  }
}
