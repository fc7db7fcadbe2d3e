package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * Softplus: y = ln(1 + e^(βx))/β, a smooth max(x, 0), and y = x if βx exceeds a threshold; dy/dx =
 * σ(βx). Numerically stable. Any shape.
 *
 * @param beta β, &gt; 0; saved as {@code beta}, by default 1.0, as in PyTorch
 * @param threshold value of βx above which y = x, finite; saved as {@code threshold}, by default
 *     20.0, as in PyTorch
 */
public record Softplus(double beta, double threshold) implements Activation {

  /** Validates the attributes. */
  public Softplus {
    Check.positive("softplus", "beta", beta);
    Check.finite("softplus", "threshold", threshold);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Softplus() {
    this(1.0, 20.0);
  }

  /** Creates a softplus with that β and threshold. */
  public static Softplus of(double beta, double threshold) {
    return new Softplus(beta, threshold);
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
