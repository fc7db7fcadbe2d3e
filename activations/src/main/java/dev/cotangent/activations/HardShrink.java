package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;
import java.util.List;

/**
 * y = x outside ±λ, else 0; dy/dx = 1 or 0. It jumps at ±λ. Any shape.
 *
 * @param lambda the largest |x| that becomes 0, from 0 (PyTorch's default); saved as {@code
 *     lambda}, by default 0.5
 */
public record HardShrink(double lambda) implements Activation {

  /** Checks the attributes. */
  public HardShrink {
    Check.notNegative("hard_shrink", "lambda", lambda);
  }

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public HardShrink() {
    this(0.5);
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
