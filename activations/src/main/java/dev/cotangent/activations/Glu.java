package dev.cotangent.activations;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;

/**
 * Gated linear unit: y = a·σ(b) for the halves a and b of x along an axis, which becomes half as
 * long.
 *
 * <p>Y. N. Dauphin, A. Fan, M. Auli, D. Grangier: <i>Language modeling with gated convolutional
 * networks</i>, arXiv 1612.08083, 2016.
 *
 * @param axis the axis to halve, of even length, negative counts from the end, 0 is the batch;
 *     saved as {@code axis}, by default −1
 */
public record Glu(int axis) implements Activation {

  /** Uses the defaults; required by {@link java.util.ServiceLoader}. */
  public Glu() {
    this(-1);
  }

  /** Creates a gated linear unit along that axis. */
  public static Glu of(int axis) {
    return new Glu(axis);
  }

  @Override
  public String id() {
    return "glu";
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.with(axis, input.dim(axis) / 2);
  }

  @Override
  public Tensor apply(Tensor x) {
    int length = x.shape().dim(axis);
    if (length % 2 != 0) {
      throw new ShapeException(
          "glu: axis "
              + axis
              + " of "
              + x.shape()
              + " has "
              + length
              + " elements, expected an even number");
    }
    Tensor gate = x.slice(axis, length / 2, length);
    return x.slice(axis, 0, length / 2).mul(gate.sigmoid());
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis);
  }

  @Override
  public Glu with(Attributes attributes) {
    attributes.allowOnly("axis");
    return new Glu(attributes.integer("axis", axis));
  }
}
