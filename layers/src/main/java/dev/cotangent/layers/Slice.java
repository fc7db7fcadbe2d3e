package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;

/**
 * y = a part of each sample along one axis, as where one of several inputs lies. No parameters.
 *
 * @param axis of a sample, from 0, or from the end if negative; saved as {@code axis}, by default
 *     −1
 * @param start the first index that is kept; saved as {@code start}, by default 0
 * @param end the index behind the last one that is kept; saved as {@code end}
 */
public record Slice(int axis, int start, int end) implements LayerSpec {

  /** Checks the range. */
  public Slice {
    Require.atLeast("slice", "start", start, 0);
    Require.atLeast("slice", "end", end, start + 1);
  }

  /** The first element of the last axis; for {@link java.util.ServiceLoader}. */
  public Slice() {
    this(-1, 0, 1);
  }

  /** A part of the last axis. */
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
              + "': no part "
              + start
              + " to "
              + end
              + " of axis "
              + axis
              + " in "
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
