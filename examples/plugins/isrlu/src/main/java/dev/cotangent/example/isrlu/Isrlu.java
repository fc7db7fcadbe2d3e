package dev.cotangent.example.isrlu;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ElementActivation;

/**
 * y = x above 0, else x/√(1 + αx²), down to −1/√α; dy/dx = 1 above 0, else 1/√(1 + αx²)³, without a
 * kink at 0. Any shape.
 *
 * <p>Only additions, products, quotients and roots, which Java rounds in one way everywhere: so the
 * bits are the same on every machine.
 *
 * <p>B. Carlile, G. Delamarter, P. Kinney, A. Marti, B. Whitney: <i>Improving deep learning by
 * inverse square root linear units (ISRLUs)</i>, 2017 (arXiv:1710.09967).
 *
 * @param alpha α, above 0; saved as {@code alpha}, by default 1
 */
public record Isrlu(double alpha) implements ElementActivation {

  /** Checks the attribute. */
  public Isrlu {
    if (!(alpha > 0) || alpha > Float.MAX_VALUE) {
      throw new CotangentException(
          "isrlu: attribute 'alpha' is " + alpha + ", expected a float number above 0");
    }
  }

  /** With α = 1; for {@link java.util.ServiceLoader}. */
  public Isrlu() {
    this(1);
  }

  @Override
  public String id() {
    return "isrlu";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.less(0).where(x.div(x.square().mul(alpha).add(1).sqrt()), x);
  }

  @Override
  public double value(double x) {
    return x < 0 ? x / root(x) : x;
  }

  @Override
  public double derivative(double x, double y) {
    double root = root(x);
    return x < 0 ? 1 / (root * root * root) : 1;
  }

  private double root(double x) {
    return Math.sqrt(1 + alpha * x * x);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("alpha", alpha);
  }

  @Override
  public Isrlu with(Attributes attributes) {
    attributes.allowOnly("alpha");
    return new Isrlu(attributes.number("alpha", alpha));
  }
}
