package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Soft shrink: y = x − λ for x &gt; λ, x + λ for x &lt; −λ, else 0; dy/dx = 1 or 0. Any shape.
 *
 * @param lambda λ, by which x is moved towards 0, &ge; 0; saved as {@code lambda}, by default 0.5,
 *     as in PyTorch
 */
public record SoftShrink(double lambda) implements Activation {

  /** Validates the attributes. */
  public SoftShrink {
    Check.notNegative("soft_shrink", "lambda", lambda);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public SoftShrink() {
    this(0.5);
  }

  /** Creates a soft shrinkage with that λ. */
  public static SoftShrink of(double lambda) {
    return new SoftShrink(lambda);
  }

  @Override
  public String id() {
    return "soft_shrink";
  }

  @Override
  public List<Double> kinks() {
    return List.of(-lambda, lambda);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor zero = Tensor.full(x.type(), 0);
    Tensor outside = x.greater(0).where(x.sub(lambda), x.add(lambda));
    return x.abs().lessEqual(lambda).where(zero, outside);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("lambda", lambda);
  }

  @Override
  public SoftShrink with(Attributes attributes) {
    attributes.allowOnly("lambda");
    return new SoftShrink(attributes.number("lambda", lambda));
  }
}
