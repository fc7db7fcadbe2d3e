package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;

/**
 * y = x above 0, else α·(e^(x/α) − 1), whose slope is continuous for every α. Any shape.
 *
 * <p>J. T. Barron: <i>Continuously differentiable exponential linear units</i>, arXiv 1704.07483,
 * 2017.
 *
 * @param alpha −α is the limit far below 0; above 0 (PyTorch's default); saved as {@code alpha}, by
 *     default 1.0
 */
public record Celu(double alpha) implements Activation {

  /** Checks the attributes. */
  public Celu {
    Check.positive("celu", "alpha", alpha);
  }

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public Celu() {
    this(1.0);
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
