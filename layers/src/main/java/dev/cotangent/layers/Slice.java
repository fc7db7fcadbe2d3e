package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Slices each sample along one axis: y = x[start, end), as to select one of several concatenated
 * inputs. No parameters.
 *
 * @param axis axis of a sample (the batch axis is not counted), negative counts from the end; saved
 *     as {@code axis}, by default −1
 * @param start first index, included; saved as {@code start}, by default 0
 * @param end last index, excluded; saved as {@code end}
 */
public record Slice(int axis, int start, int end) implements LayerSpec {

  /** Validates the range. */
  public Slice {
    Require.atLeast("slice", "start", start, 0);
    Require.atLeast("slice", "end", end, start + 1);
  }

  /** The first element of the last axis; required by {@link java.util.ServiceLoader}. */
  public Slice() {
    this(-1, 0, 1);
  }

  /** Slices the last axis: [start, end). */
  public static Slice of(int start, int end) {
    return new Slice(-1, start, end);
  }

  @Override
  public String id() {
    return "slice";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("axis", axis).with("start", start).with("end", end);
  }

  @Override
  public Slice with(Attributes attributes) {
    attributes.allowOnly("axis", "start", "end");
    return new Slice(
        attributes.integer("axis", -1), attributes.integer("start", 0), attributes.integer("end"));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    int rank = input.rank();
    int resolved = axis < 0 ? axis + rank : axis;
    if (resolved < 0 || resolved >= rank || end > input.dim(resolved)) {
      throw new ShapeException(
          "slice '"
              + scope.path()
              + "': range "
              + start
              + " to "
              + end
              + " of axis "
              + axis
              + ", expected one within samples "
              + input);
    }
    return new Built(resolved + 1, start, end, input.with(resolved, end - start));
  }

  private record Built(int axis, int start, int end, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.slice(axis, start, end);
    }
  }
}
