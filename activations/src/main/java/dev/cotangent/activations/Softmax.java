package dev.cotangent.activations;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;

/**
 * y = e^x/Σ e^x along an axis: positive, adding up to 1. Stable at any magnitude. Any shape with
 * that axis; losses that want logits apply it themselves.
 *
 * @param axis the axis that adds up, negative from the end; 0 is the batch; saved as {@code axis},
 *     by default -1
 */
public record Softmax(int axis) implements Activation {

  /** The defaults; for {@link java.util.ServiceLoader}. */
  public Softmax() {
    this(-1);
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
