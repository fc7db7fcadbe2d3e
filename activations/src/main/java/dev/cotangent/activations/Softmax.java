package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * Softmax: y = e^x/Σ e^x along an axis, positive with sum 1. Numerically stable. Any shape with
 * that axis. Losses that take logits apply it themselves.
 *
 * @param axis the axis along which results are normalized, negative counts from the end, 0 is the
 *     batch; saved as {@code axis}, by default −1
 */
public record Softmax(int axis) implements Activation {

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Softmax() {
    this(-1);
  }

  /** Creates a softmax along that axis. */
  public static Softmax of(int axis) {
    return new Softmax(axis);
  }

  @Override
  public String id() {
    return "softmax";
  }

  @Override
  public Tensor apply(Tensor x) {
    return LastAxis.of(x, axis, Tensor::softmax);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis);
  }

  @Override
  public Softmax with(Attributes attributes) {
    attributes.allowOnly("axis");
    return new Softmax(attributes.integer("axis", axis));
  }
}
