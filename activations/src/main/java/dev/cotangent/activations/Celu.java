package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * CELU: y = x for x &gt; 0, else α·(e^(x/α) − 1), whose slope is continuous for every α. Any shape.
 *
 * <p>J. T. Barron: <i>Continuously differentiable exponential linear units</i>, arXiv 1704.07483,
 * 2017.
 *
 * @param alpha the limit for x → −∞ is −α; &gt; 0; saved as {@code alpha}, by default 1.0, as in
 *     PyTorch
 */
public record Celu(double alpha) implements Activation {

  /** Validates the attributes. */
  public Celu {
    Check.positive("celu", "alpha", alpha);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Celu() {
    this(1.0);
  }

  /** Creates a CELU with that α. */
  public static Celu of(double alpha) {
    return new Celu(alpha);
  }

  @Override
  public String id() {
    return "celu";
  }

  @Override
  public Tensor apply(Tensor x) {
    return Exponential.below(x, alpha, alpha);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("alpha", alpha);
  }

  @Override
  public Celu with(Attributes attributes) {
    attributes.allowOnly("alpha");
    return new Celu(attributes.number("alpha", alpha));
  }
}
