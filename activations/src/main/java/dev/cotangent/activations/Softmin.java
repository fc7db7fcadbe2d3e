package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * Softmin: y = e^−x/Σ e^−x along an axis, the softmax of −x. Any shape with that axis.
 *
 * @param axis the axis along which results are normalized, negative counts from the end, 0 is the
 *     batch; saved as {@code axis}, by default −1
 */
public record Softmin(int axis) implements Activation {

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Softmin() {
    this(-1);
  }

  /** Creates a softmin along that axis. */
  public static Softmin of(int axis) {
    return new Softmin(axis);
  }

  @Override
  public String id() {
    return "softmin";
  }

  @Override
  public Tensor apply(Tensor x) {
    return LastAxis.of(x, axis, t -> t.neg().softmax());
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis);
  }

  @Override
  public Softmin with(Attributes attributes) {
    attributes.allowOnly("axis");
    return new Softmin(attributes.integer("axis", axis));
  }
}
