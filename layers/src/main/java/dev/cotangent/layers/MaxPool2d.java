package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
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
 * 2-D max pooling: the largest element of each window. See {@link MaxPool}. Samples [channels,
 * height, width] become [channels, out height, out width], where a length n becomes (n + 2·padding
 * − kernel) / stride + 1, rounded down. No parameters. As in PyTorch's {@code MaxPool2d}, padding
 * is never the maximum, NaN counts as the largest, and the gradient goes to the first of several
 * equal maxima.
 *
 * @param window saved as {@code kernel}, {@code stride} (by default the kernel) and {@code padding}
 *     (by default 0, at most half the kernel), two numbers (height, width) each
 */
public record MaxPool2d(Window window) implements LayerSpec {

  /** Validates the padding. */
  public MaxPool2d {
    if (window.vertical().padding() > window.vertical().kernel() / 2
        || window.horizontal().padding() > window.horizontal().kernel() / 2) {
      throw new CotangentException(
          "max_pool2d: attribute 'padding' is "
              + Windows.padding(window)
              + ", expected at most half of the kernel "
              + Windows.kernel(window));
    }
  }

  /** A window of one element; required by {@link java.util.ServiceLoader}. */
  public MaxPool2d() {
    this(Window.of(1, 1));
  }

  /** Square windows with a stride of their size. */
  public static MaxPool2d of(int kernel) {
    return of(kernel, kernel);
  }

  /** Windows of that height and width, with a stride of their size. */
  public static MaxPool2d of(int height, int width) {
    return new MaxPool2d(Window.of(height, width).withStride(height, width));
  }

  /** Returns a copy with that stride. */
  public MaxPool2d withStride(int stride) {
    return withStride(stride, stride);
  }

  /** Returns a copy with those vertical and horizontal strides. */
  public MaxPool2d withStride(int down, int right) {
    return new MaxPool2d(window.withStride(down, right));
  }

  /** Returns a copy with that much padding on each side of the image. */
  public MaxPool2d withPadding(int padding) {
    return withPadding(padding, padding);
  }

  /**
   * Returns a copy with {@code height} padding above and below and {@code width} left and right of
   * each image.
   */
  public MaxPool2d withPadding(int height, int width) {
    return new MaxPool2d(window.withPadding(height, width));
  }

  @Override
  public String id() {
    return "max_pool2d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("kernel", Windows.kernel(window))
        .with("stride", Windows.stride(window))
        .with("padding", Windows.padding(window));
  }

  @Override
  public MaxPool2d with(Attributes attributes) {
    attributes.allowOnly("kernel", "stride", "padding");
    return new MaxPool2d(Windows.of(id(), attributes, true));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() != 3) {
      throw new ShapeException(
          "max_pool2d '"
              + scope.path()
              + "': samples "
              + input
              + ", expected [channels, height, width]");
    }
    int height = window.vertical().outputs(input.dim(1));
    int width = window.horizontal().outputs(input.dim(2));
    if (height < 1 || width < 1) {
      throw new ShapeException(
          "max_pool2d '"
              + scope.path()
              + "': samples "
              + input
              + ", expected at least the size of "
              + window);
    }
    return new Built(window, Shape.of(input.dim(0), height, width));
  }

  private record Built(Window window, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return new MaxPool(window).on(x);
    }
  }
}
