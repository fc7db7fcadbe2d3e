package dev.cotangent.core.op.image;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * y[n, o, r, s] = Σ x[n, c, r·stride + i·dilation − padding, ...] · f[c, i, j, o] over the channels
 * c of o's group and the taps (i, j) of the window: a cross-correlation, as in other frameworks.
 *
 * <p>x is [images, channels, height, width], f [channels / groups, kernel height, kernel width,
 * filters] and y [images, filters, out height, out width]. dL/dx is {@link ConvolveInputGrad} and
 * dL/df {@link ConvolveFilterGrad}.
 */
public record Convolve(ConvolutionShape geometry) implements KernelOp {

  /**
   * Applies a convolution, with weights in PyTorch's layout.
   *
   * @param x [images, channels, height, width]
   * @param weight [filters, channels / groups, kernel height, kernel width]
   * @throws ShapeException if the shapes of image, weights, window and groups do not fit
   */
  public static Tensor of(Tensor x, Tensor weight, Window window, int groups) {
    if (x.shape().rank() != 4 || weight.shape().rank() != 4) {
      throw new ShapeException(
          "convolve: images " + x + " and filters " + weight + ", expected 4 axes each");
    }
    Shape image = x.shape();
    ConvolutionShape geometry =
        new ConvolutionShape(
            image.dim(1), image.dim(2), image.dim(3), weight.shape().dim(0), groups, window);
    return new Convolve(geometry).on(x, weight.transpose(List.of(1, 2, 3, 0)));
  }

  @Override
  public String id() {
    return "convolve";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = ConvolveTypes.images(this, geometry, inputs.get(0));
    ConvolveTypes.filters(this, geometry, inputs.get(1), x.dtype());
    return ConvolveTypes.results(geometry, x);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int positions = geometry.positions();
    for (int i = 0; i < output.data().length; i++) {
      int image = i / positions / geometry.filters();
      int filter = i / positions % geometry.filters();
      output.set(i, element(inputs, image, filter, i % positions));
    }
  }

  private double element(List<Values> inputs, int image, int filter, int position) {
    Span down = geometry.window().vertical();
    Span right = geometry.window().horizontal();
    int first = filter / geometry.groupFilters() * (geometry.channels() / geometry.groups());
    double sum = 0;
    for (int k = 0; k < geometry.depth(); k++) {
      int tap = k % geometry.window().taps();
      int row = down.input(position / geometry.outWidth(), tap / right.kernel());
      int column = right.input(position % geometry.outWidth(), tap % right.kernel());
      if (row >= 0 && row < geometry.height() && column >= 0 && column < geometry.width()) {
        int channel = image * geometry.channels() + first + k / geometry.window().taps();
        int at = (channel * geometry.height() + row) * geometry.width() + column;
        sum += inputs.get(0).at(at) * inputs.get(1).at(k * geometry.filters() + filter);
      }
    }
    return sum;
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.ROWWISE;
  }

  @Override
  public boolean aligned(int input) {
    return input == 0;
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return 2.0 * geometry.depth() * output.shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Convolution.forward(
        kernels,
        geometry,
        operands.floats(0),
        operands.offset(0),
        operands.floats(1),
        operands.offset(1),
        operands.out(),
        operands.outOffset(),
        from,
        to,
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new ConvolveInputGrad(geometry).on(upstream, y.input(1)));
    cotangents.add(1, new ConvolveFilterGrad(geometry).on(y.input(0), upstream));
  }
}
