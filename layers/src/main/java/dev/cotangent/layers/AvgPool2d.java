package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * 2-D average pooling: the mean of each window, as in PyTorch's {@code AvgPool2d}. Samples
 * [channels, height, width] become [channels, out height, out width], where a length n becomes (n +
 * 2·padding − kernel) / stride + 1, rounded down. No parameters.
 *
 * @param window saved as {@code kernel}, {@code stride} (by default the kernel) and {@code padding}
 *     (by default 0, at most half the kernel), two numbers (height, width) each
 * @param countPadding whether padding counts in the mean; saved as {@code count_include_pad}, by
 *     default true
 */
public record AvgPool2d(Window window, boolean countPadding) implements LayerSpec {

  /** Validates the padding. */
  public AvgPool2d {
    Require.that(
        window.vertical().padding() <= window.vertical().kernel() / 2
            && window.horizontal().padding() <= window.horizontal().kernel() / 2,
        "avg_pool2d",
        "padding",
        Windows.padding(window),
        "at most half of the kernel ".concat(Windows.kernel(window).toString()));
  }

  /** A window of one element; required by {@link java.util.ServiceLoader}. */
  public AvgPool2d() {
    this(Window.of(1, 1), true);
  }

  /** Square windows with a stride of their size. */
  public static AvgPool2d of(int kernel) {
    return of(kernel, kernel);
  }

  /** Windows of that height and width, with a stride of their size. */
  public static AvgPool2d of(int height, int width) {
    return new AvgPool2d(Window.of(height, width).withStride(height, width), true);
  }

  /** Returns a copy with those vertical and horizontal strides. */
  public AvgPool2d withStride(int down, int right) {
    return new AvgPool2d(window.withStride(down, right), countPadding);
  }

  /**
   * Returns a copy with {@code height} zeros above and below and {@code width} zeros left and right
   * of each image.
   */
  public AvgPool2d withPadding(int height, int width) {
    return new AvgPool2d(window.withPadding(height, width), countPadding);
  }

  /** Returns a copy whose means exclude padding. */
  public AvgPool2d withoutCountingPadding() {
    return new AvgPool2d(window, false);
  }

  @Override
  public String id() {
    return "avg_pool2d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("kernel", Windows.kernel(window))
        .with("stride", Windows.stride(window))
        .with("padding", Windows.padding(window))
        .with("count_include_pad", countPadding);
  }

  @Override
  public AvgPool2d with(Attributes attributes) {
    attributes.allowOnly("kernel", "stride", "padding", "count_include_pad");
    return new AvgPool2d(
        Windows.of(id(), attributes, true), attributes.bool("count_include_pad", true));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 3, "[channels, height, width]");
    int channels = input.dim(0);
    try {
      // a depthwise convolution with equal weights
      return new Built(
          new ConvolutionShape(channels, input.dim(1), input.dim(2), channels, channels, window),
          countPadding);
    } catch (ShapeException wrong) {
      throw new ShapeException("avg_pool2d '" + scope.path() + "': " + wrong.getMessage());
    }
  }

  private record Built(ConvolutionShape geometry, boolean countPadding) implements Layer {

    @Override
    public Shape outputShape() {
      return Shape.of(geometry.filters(), geometry.outHeight(), geometry.outWidth());
    }

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Window window = geometry.window();
      Shape filters =
          Shape.of(1, window.vertical().kernel(), window.horizontal().kernel(), geometry.filters());
      Tensor weights = Tensor.full(new TensorType(x.dtype(), filters), 1.0 / window.taps());
      Tensor means = new Convolve(geometry).on(x, weights);
      return countPadding ? means : means.mul(withoutPadding(x.dtype()));
    }

    /**
     * Window size divided by the number of its elements inside the image, [out height, out width].
     */
    private Tensor withoutPadding(DType dtype) {
      double[] factors = new double[geometry.outHeight() * geometry.outWidth()];
      for (int i = 0; i < factors.length; i++) {
        int inside = 0;
        for (int tap = 0; tap < geometry.window().taps(); tap++) {
          inside += inside(i, tap) ? 1 : 0;
        }
        factors[i] = (double) geometry.window().taps() / inside;
      }
      Shape places = Shape.of(geometry.outHeight(), geometry.outWidth());
      return Constant.ofDoubles(new TensorType(dtype, places), factors).on();
    }

    private boolean inside(int place, int tap) {
      Window window = geometry.window();
      int width = window.horizontal().kernel();
      int row = window.vertical().input(place / geometry.outWidth(), tap / width);
      int column = window.horizontal().input(place % geometry.outWidth(), tap % width);
      return row >= 0 && row < geometry.height() && column >= 0 && column < geometry.width();
    }
  }
}
