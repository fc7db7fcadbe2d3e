package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Embedding lookup: y[i] = row x[i] of a weight table. Samples [..] of indices from 0 to count − 1,
 * I32 or F32, become [.., size]. Float indices are truncated; an index out of range gives NaN,
 * which training reports. No gradient flows to the indices.
 *
 * <p>Parameter, named as in PyTorch's {@code Embedding}: {@code weight} [count, size], initialized
 * from the standard normal distribution.
 *
 * @param count number of rows, at least 1; saved as {@code count}
 * @param size length of a row, at least 1; saved as {@code size}
 */
public record Embedding(int count, int size) implements LayerSpec, IndexInput {

  /** Validates the attributes. */
  public Embedding {
    Require.atLeast("embedding", "count", count, 1);
    Require.atLeast("embedding", "size", size, 1);
  }

  /** One row of one number; required by {@link java.util.ServiceLoader}. */
  public Embedding() {
    this(1, 1);
  }

  /** Creates a table of {@code count} rows of length {@code size}. */
  public static Embedding of(int count, int size) {
    return new Embedding(count, size);
  }

  @Override
  public int indices() {
    return count;
  }

  @Override
  public String id() {
    return "embedding";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("count", count).with("size", size);
  }

  @Override
  public Embedding with(Attributes attributes) {
    attributes.allowOnly("count", "size");
    return new Embedding(attributes.integer("count"), attributes.integer("size"));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Parameter weight = scope.parameter("weight", Shape.of(count, size), new Normal(0, 1));
    int[] dims = java.util.Arrays.copyOf(input.dims(), input.rank() + 1);
    dims[input.rank()] = size;
    return new Built(weight, Shape.of(dims));
  }

  private record Built(Parameter weight, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      if (x.dtype() == DType.I32) {
        return context.read(weight).gather(x);
      }
      // an index out of range, or NaN, gives NaN in its own row and leaves the others alone
      Tensor none = Tensor.full(x.type(), -1);
      Tensor index = x.greater(-1).where(x.less(weight.shape().dim(0)).where(x, none), none);
      return context.read(weight).gather(index.cast(DType.I32));
    }
  }
}
