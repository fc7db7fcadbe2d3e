package dev.cotangent.core.check.example;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ElementActivation;

/** y = x/(1 + x²), both as an expression and element by element. */
record Bump() implements ElementActivation {

  @Override
  public String id() {
    return "bump";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.div(x.square().add(1));
  }

  @Override
  public double value(double x) {
    return x / (1 + x * x);
  }

  @Override
  public double derivative(double x, double y) {
    double below = 1 + x * x;
    return (1 - x * x) / (below * below);
  }
}
