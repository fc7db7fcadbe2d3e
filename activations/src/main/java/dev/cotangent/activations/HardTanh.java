package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Hard tanh: y = x clamped to two bounds; dy/dx = 1 strictly between them, else 0, as in PyTorch.
 * Any shape.
 *
 * @param minimum the lower bound, finite; saved as {@code min_val}, by default −1.0, as in PyTorch
 * @param maximum the upper bound, finite and above the lower one; saved as {@code max_val}, by
 *     default 1.0, as in PyTorch
 */
public record HardTanh(double minimum, double maximum) implements Activation {

  /** Validates the attributes. */
  public HardTanh {
    Check.finite("hard_tanh", "min_val", minimum);
    Check.that(
        maximum > minimum && Double.isFinite(maximum),
        "hard_tanh",
        "max_val",
        maximum,
        "a number above min_val");
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public HardTanh() {
    this(-1.0, 1.0);
  }

  /** Creates a hard tanh with those bounds. */
  public static HardTanh of(double minimum, double maximum) {
    return new HardTanh(minimum, maximum);
  }

  @Override
  public String id() {
    return "hard_tanh";
  }

  @Override
  public List<Double> kinks() {
    return List.of(minimum, maximum);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Clip.between(x, minimum, maximum);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("min_val", minimum).with("max_val", maximum);
  }

  @Override
  public HardTanh with(Attributes attributes) {
    attributes.allowOnly("min_val", "max_val");
    return new HardTanh(
        attributes.number("min_val", minimum), attributes.number("max_val", maximum));
  }
}
