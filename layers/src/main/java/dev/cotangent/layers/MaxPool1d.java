package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.op.image.MaxPool;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * 1-D max pooling: the largest element of each window of a sequence, as in PyTorch's {@code
 * MaxPool1d}. See {@link MaxPool}. Samples [channels, length] become [channels, out length], where
 * a length n becomes (n + 2·padding − kernel) / stride + 1, rounded down. No parameters.
 *
 * @param kernel length of the window, at least 1; saved as {@code kernel}
 * @param stride step of the window, at least 1; saved as {@code stride}, by default the kernel
 * @param padding padding at both ends, which never is the maximum, at most half the kernel; saved
 *     as {@code padding}, by default 0
 */
public record MaxPool1d(int kernel, int stride, int padding) implements LayerSpec {

  /** Validates the attributes. */
  public MaxPool1d {
    Require.atLeast("max_pool1d", "kernel", kernel, 1);
    Require.atLeast("max_pool1d", "stride", stride, 1);
    Require.that(
        padding >= 0 && padding <= kernel / 2,
        "max_pool1d",
        "padding",
        padding,
        "from 0 to half of the kernel ".concat(Integer.toString(kernel)));
  }

  /** A window of one element; required by {@link java.util.ServiceLoader}. */
  public MaxPool1d() {
    this(1, 1, 0);
  }

  /** Windows with a stride of their size. */
  public static MaxPool1d of(int kernel) {
    return new MaxPool1d(kernel, kernel, 0);
  }

  @Override
  public String id() {
    return "max_pool1d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("kernel", kernel).with("stride", stride).with("padding", padding);
  }

  @Override
  public MaxPool1d with(Attributes attributes) {
    attributes.allowOnly("kernel", "stride", "padding");
    int length = attributes.integer("kernel");
    return new MaxPool1d(
        length, attributes.integer("stride", length), attributes.integer("padding", 0));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 2, "[channels, length]");
    Window window = Window.of(1, kernel).withStride(1, stride).withPadding(0, padding);
    int length = window.horizontal().outputs(input.dim(1));
    if (length < 1) {
      throw new ShapeException(
          "max_pool1d '"
              + scope.path()
              + "': samples "
              + input
              + ", expected at least the length of "
              + window);
    }
    return new Built(window, input.with(1, length));
  }

  private record Built(Window window, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Shape rows = Shape.of(x.shape().dim(0), x.shape().dim(1), 1, x.shape().dim(2));
      Tensor y = new MaxPool(window).on(x.reshape(rows));
      return y.reshape(outputShape.prepend(x.shape().dim(0)));
    }
  }
}
