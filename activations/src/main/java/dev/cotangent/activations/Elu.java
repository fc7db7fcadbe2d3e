package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * ELU: y = x for x &gt; 0, else α·(e^x − 1); dy/dx = 1 or α·e^x. Any shape.
 *
 * <p>D.-A. Clevert, T. Unterthiner, S. Hochreiter: <i>Fast and accurate deep network learning by
 * exponential linear units</i>, arXiv 1511.07289, 2015.
 *
 * @param alpha the limit for x → −∞ is −α; finite; saved as {@code alpha}, by default 1.0, as in
 *     PyTorch
 */
public record Elu(double alpha) implements Activation {

  /** Validates the attributes. */
  public Elu {
    Check.finite("elu", "alpha", alpha);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Elu() {
    this(1.0);
  }

  /** Creates an ELU with that α. */
  public static Elu of(double alpha) {
    return new Elu(alpha);
  }

  @Override
  public String id() {
    return "elu";
  }

  @Override
  public List<Double> kinks() {
    return alpha == 1 ? List.of() : List.of(0.0);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Exponential.below(x, alpha, 1);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("alpha", alpha);
  }

  @Override
  public Elu with(Attributes attributes) {
    attributes.allowOnly("alpha");
    return new Elu(attributes.number("alpha", alpha));
  }
}
