package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Permutes the axes of each sample: axis i of y is axis {@code axes[i]} of x. As PyTorch's {@code
 * permute}, except that the batch axis stays first and is not counted: {@code Permute.of(1, 2, 0)}
 * turns images [channels, height, width] into [height, width, channels], the order that per-pixel
 * classification losses expect. No parameters.
 *
 * @param axes a permutation of the axes of a sample, from 0; saved as {@code axes}
 */
public record Permute(List<Integer> axes) implements LayerSpec {

  /** Validates that each axis occurs once. */
  public Permute {
    axes = List.copyOf(axes);
    List<Integer> all = IntStream.range(0, axes.size()).boxed().toList();
    Require.that(
        axes.stream().sorted().toList().equals(all),
        "permute",
        "axes",
        axes,
        "each axis of a sample once, from 0");
  }

  /** Swaps two axes; required by {@link java.util.ServiceLoader}. */
  public Permute() {
    this(List.of(1, 0));
  }

  /** Creates a layer with that order of the axes of a sample, from 0. */
  public static Permute of(int... axes) {
    return new Permute(Arrays.stream(axes).boxed().toList());
  }

  @Override
  public String id() {
    return "permute";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("axes", Shape.of(axes.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public Permute with(Attributes attributes) {
    attributes.allowOnly("axes");
    return of(attributes.shape("axes").dims());
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() != axes.size()) {
      throw new ShapeException(
          "permute '"
              + scope.path()
              + "': samples "
              + input
              + ", expected "
              + axes.size()
              + " axes for the permutation "
              + axes);
    }
    return new Built(withBatch(), Shape.of(axes.stream().mapToInt(input::dim).toArray()));
  }

  private List<Integer> withBatch() {
    List<Integer> permutation = new ArrayList<>(List.of(0));
    axes.forEach(axis -> permutation.add(axis + 1));
    return permutation;
  }

  private record Built(List<Integer> permutation, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.transpose(permutation);
    }
  }
}
