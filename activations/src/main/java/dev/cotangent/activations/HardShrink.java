package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Hard shrink: y = x for |x| &gt; λ, else 0; dy/dx = 1 or 0. Discontinuous at ±λ. Any shape.
 *
 * @param lambda λ, the largest |x| that becomes 0, &ge; 0; saved as {@code lambda}, by default 0.5,
 *     as in PyTorch
 */
public record HardShrink(double lambda) implements Activation {

  /** Validates the attributes. */
  public HardShrink {
    Check.notNegative("hard_shrink", "lambda", lambda);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public HardShrink() {
    this(0.5);
  }

  /** Creates a hard shrinkage with that λ. */
  public static HardShrink of(double lambda) {
    return new HardShrink(lambda);
  }

  @Override
  public String id() {
    return "hard_shrink";
  }

  @Override
  public List<Double> kinks() {
    return List.of(-lambda, lambda);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.abs().lessEqual(lambda).where(Tensor.full(x.type(), 0), x);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("lambda", lambda);
  }

  @Override
  public HardShrink with(Attributes attributes) {
    attributes.allowOnly("lambda");
    return new HardShrink(attributes.number("lambda", lambda));
  }
}
