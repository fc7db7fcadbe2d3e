package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;

/**
 * y = ln(1 + e^(βx))/β, a smooth max(x, 0), and x itself where βx is above a threshold; dy/dx =
 * σ(βx). Stable at any magnitude. Any shape.
 *
 * @param beta β, above 0 (PyTorch's default); saved as {@code beta}, by default 1.0
 * @param threshold from which βx on y is x, finite (PyTorch's default); saved as {@code threshold},
 *     by default 20.0
 */
public record Softplus(double beta, double threshold) implements Activation {

  /** Checks the attributes. */
  public Softplus {
    Check.positive("softplus", "beta", beta);
    Check.finite("softplus", "threshold", threshold);
  }

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public Softplus() {
    this(1.0, 20.0);
  }

  @Override
  public String id() {
    return "softplus";
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor scaled = x.mul(beta);
    return scaled.greater(threshold).where(x, scaled.softplus().div(beta));
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("beta", beta).with("threshold", threshold);
  }

  @Override
  public Softplus with(Attributes attributes) {
    attributes.allowOnly("beta", "threshold");
    return new Softplus(attributes.number("beta", beta), attributes.number("threshold", threshold));
  }
}
