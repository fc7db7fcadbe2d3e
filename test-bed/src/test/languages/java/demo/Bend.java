package demo;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ElementActivation;

/** x / √(1 + x²) below 0, x above. */
public record Bend() implements ElementActivation {

  @Override
  public String id() {
    return "bend";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.less(0).where(x.div(x.square().add(1).sqrt()), x);
  }

  @Override
  public double value(double x) {
    return x < 0 ? x / Math.sqrt(1 + x * x) : x;
  }

  @Override
  public double derivative(double x, double y) {
    double root = Math.sqrt(1 + x * x);
    return x < 0 ? 1 / (root * root * root) : 1;
  }
}
