package dev.cotangent.layers;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;

/**
 * Concatenates one or more inputs along an axis; all other axes must be equal. No parameters.
 *
 * @param axis axis of a sample (the batch axis is not counted), negative counts from the end; saved
 *     as {@code axis}, by default −1
 */
public record Concat(int axis) implements MultiLayerSpec {

  /** Concatenates along the last axis; required by {@link java.util.ServiceLoader}. */
  public Concat() {
    this(-1);
  }

  /** Concatenates along the last axis, the features. */
  public static Concat last() {
    return new Concat();
  }

  /** Concatenates along an axis of a sample, such as 0 for the channels of [channels, h, w]. */
  public static Concat of(int axis) {
    return new Concat(axis);
  }

  @Override
  public String id() {
    return "concat";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis);
  }

  @Override
  public Concat with(Attributes attributes) {
    attributes.allowOnly("axis");
    return new Concat(attributes.integer("axis", -1));
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    int rank = inputs.port(0).sample().rank();
    int resolved = axis < 0 ? axis + rank : axis;
    if (resolved < 0 || resolved >= rank) {
      throw Merges.refused(this, inputs, scope, ", expected samples with an axis " + axis);
    }
    return Merges.of(
        this, inputs, scope, x -> Tensor.concat(resolved + 1, x.toArray(Tensor[]::new)));
  }
}
