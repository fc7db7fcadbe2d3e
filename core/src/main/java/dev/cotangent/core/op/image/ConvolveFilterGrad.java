package dev.cotangent.core.op.image;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * The gradient of {@link Convolve} with respect to its filters: for each tap, the elements of x
 * [images, channels, height, width] that it reads times g [images, filters, out height, out width],
 * summed over images and positions. Linear in x and g: dL/dx is {@link ConvolveInputGrad} of g and
 * the upstream gradient, dL/dg {@link Convolve} of x and the upstream gradient.
 */
public record ConvolveFilterGrad(ConvolutionShape geometry) implements KernelOp {

  @Override
  public String id() {
    return "convolve_filter_grad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = ConvolveTypes.images(this, geometry, inputs.get(0));
    TensorType g = ConvolveTypes.upstream(this, geometry, inputs.get(1));
    if (x.dtype() != g.dtype() || x.shape().dim(0) != g.shape().dim(0)) {
      throw new ShapeException(
          id() + ": the gradient is " + g + ", expected the type and batch size of images " + x);
    }
    return ConvolveTypes.filters(geometry, x);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, element(inputs, i / geometry.filters(), i % geometry.filters()));
    }
  }

  private double element(List<Values> inputs, int k, int filter) {
    Span down = geometry.window().vertical();
    Span right = geometry.window().horizontal();
    int tap = k % geometry.window().taps();
    int own = geometry.channels() / geometry.groups();
    int channel = filter / geometry.groupFilters() * own + k / geometry.window().taps();
    int positions = inputs.get(0).shape().dim(0) * geometry.positions();
    double sum = 0;
    for (int i = 0; i < positions; i++) {
      int image = i / geometry.positions();
      int position = i % geometry.positions();
      int row = down.input(position / geometry.outWidth(), tap / right.kernel());
      int column = right.input(position % geometry.outWidth(), tap % right.kernel());
      if (row >= 0 && row < geometry.height() && column >= 0 && column < geometry.width()) {
        int plane = image * geometry.channels() + channel;
        int at = (plane * geometry.height() + row) * geometry.width() + column;
        int result = (image * geometry.filters() + filter) * geometry.positions() + position;
        sum += inputs.get(0).at(at) * inputs.get(1).at(result);
      }
    }
    return sum;
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.OVER_ROWS;
  }

  @Override
  public int units(List<TensorType> inputs, TensorType output) {
    return geometry.depth() / rowsPerUnit();
  }

  /** Rows of the result that are computed together: all taps of eight channels, if possible. */
  private int rowsPerUnit() {
    int channels = geometry.channels() / geometry.groups();
    return channels >= 16 && channels % 8 == 0 ? 8 * geometry.window().taps() : 1;
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return 2.0 * geometry.depth() * inputs.get(1).shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Convolution.filterGradient(
        kernels,
        geometry,
        operands.floats(0),
        operands.offset(0),
        operands.floats(1),
        operands.offset(1),
        operands.type(0).shape().dim(0),
        operands.out(),
        operands.outOffset(),
        from * rowsPerUnit(),
        to * rowsPerUnit(),
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new ConvolveInputGrad(geometry).on(y.input(1), upstream));
    cotangents.add(1, new Convolve(geometry).on(y.input(0), upstream));
  }
}
