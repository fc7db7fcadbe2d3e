package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.IndexInput;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;

/**
 * y[i] = row x[i] of a table: a vector for each index. Samples [..] of indices from 0 to count − 1,
 * I32 or F32, become [.., size]; of a float the fraction is cut off, and an index that is no row
 * gives NaN, which a training reports. No gradient flows to the indices.
 *
 * <p>Parameter, named as PyTorch's {@code Embedding}: {@code weight} [count, size], first drawn
 * from the standard normal distribution.
 *
 * @param count number of rows, from 1; saved as {@code count}
 * @param size length of a row, from 1; saved as {@code size}
 */
public record Embedding(int count, int size) implements LayerSpec, IndexInput {

  /** Checks the attributes. */
  public Embedding {
    Require.atLeast("embedding", "count", count, 1);
    Require.atLeast("embedding", "size", size, 1);
  }

  /** One row of one number; for {@link java.util.ServiceLoader}. */
  public Embedding() {
    this(1, 1);
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
      // what is no row, NaN among it, gives NaN in its own place and no error for the others
      Tensor none = Tensor.full(x.type(), -1);
      Tensor index = x.greater(-1).where(x.less(weight.shape().dim(0)).where(x, none), none);
      return context.read(weight).gather(index.cast(DType.I32));
    }
  }
}
