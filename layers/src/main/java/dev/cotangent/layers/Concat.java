package dev.cotangent.layers;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.MultiLayer;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.model.Signature;

/**
 * y = the inputs, one or more, one after another along one axis; all other axes agree. No
 * parameters.
 *
 * @param axis of a sample, from 0, or from the end if negative; saved as {@code axis}, by default
 *     −1
 */
public record Concat(int axis) implements MultiLayerSpec {

  /** Along the last axis; for {@link java.util.ServiceLoader}. */
  public Concat() {
    this(-1);
  }

  /** Along the last axis, as for features. */
  public static Concat last() {
    return new Concat();
  }

  /** Along an axis of a sample, such as 0 for the channels of an image [channels, h, w]. */
  public static Concat along(int axis) {
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
      throw Merges.refused(this, inputs, scope, "expected samples with an axis " + axis);
    }
    return Merges.of(
        this, inputs, scope, x -> Tensor.concat(resolved + 1, x.toArray(Tensor[]::new)));
  }
}
