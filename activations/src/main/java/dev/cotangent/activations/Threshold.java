package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/**
 * Threshold: y = x above a threshold, else a constant; dy/dx = 1 or 0. Discontinuous if threshold
 * and constant differ. Any shape.
 *
 * @param threshold y = x above this, finite; saved as {@code threshold}, by default 0.0
 * @param value y otherwise, finite; saved as {@code value}, by default 0.0
 */
public record Threshold(double threshold, double value) implements Activation {

  /** Validates the attributes. */
  public Threshold {
    Check.finite("threshold", "threshold", threshold);
    Check.finite("threshold", "value", value);
  }

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Threshold() {
    this(0.0, 0.0);
  }

  /** Creates a threshold with that value below it. */
  public static Threshold of(double threshold, double value) {
    return new Threshold(threshold, value);
  }

  @Override
  public String id() {
    return "threshold";
  }

  @Override
  public List<Double> kinks() {
    return List.of(threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.lessEqual(threshold).where(Tensor.full(x.type(), value), x);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("threshold", threshold).with("value", value);
  }

  @Override
  public Threshold with(Attributes attributes) {
    attributes.allowOnly("threshold", "value");
    return new Threshold(
        attributes.number("threshold", threshold), attributes.number("value", value));
  }
}
