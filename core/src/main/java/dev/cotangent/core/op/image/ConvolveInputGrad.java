package dev.cotangent.core.op.image;

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
 * The gradient of {@link Convolve} with respect to its images: every element of g [images, filters,
 * out height, out width] times the filter is added at the window's position. Linear in g and in the
 * filters f: dL/dg is {@link Convolve} of the upstream gradient and f, dL/df {@link
 * ConvolveFilterGrad} of the upstream gradient and g.
 */
public record ConvolveInputGrad(ConvolutionShape geometry) implements KernelOp {

  @Override
  public String id() {
    return "convolve_input_grad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType g = ConvolveTypes.upstream(this, geometry, inputs.get(0));
    ConvolveTypes.filters(this, geometry, inputs.get(1), g.dtype());
    return ConvolveTypes.images(geometry, g);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int size = geometry.height() * geometry.width();
    for (int i = 0; i < output.data().length; i++) {
      int image = i / size / geometry.channels();
      int channel = i / size % geometry.channels();
      output.set(i, element(inputs, image, channel, i % size));
    }
  }

  private double element(List<Values> inputs, int image, int channel, int pixel) {
    Span down = geometry.window().vertical();
    Span right = geometry.window().horizontal();
    int own = geometry.channels() / geometry.groups();
    int taps = geometry.window().taps();
    double sum = 0;
    for (int tap = 0; tap < taps; tap++) {
      int row = down.output(pixel / geometry.width(), tap / right.kernel(), geometry.height());
      int column = right.output(pixel % geometry.width(), tap % right.kernel(), geometry.width());
      if (row >= 0 && column >= 0) {
        int position = row * geometry.outWidth() + column;
        sum += overFilters(inputs, image, channel / own, channel % own * taps + tap, position);
      }
    }
    return sum;
  }

  private double overFilters(List<Values> inputs, int image, int group, int k, int position) {
    double sum = 0;
    int first = group * geometry.groupFilters();
    for (int filter = first; filter < first + geometry.groupFilters(); filter++) {
      int at = (image * geometry.filters() + filter) * geometry.positions() + position;
      sum += inputs.get(0).at(at) * inputs.get(1).at(k * geometry.filters() + filter);
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
    return 2.0 * geometry.depth() * inputs.get(0).shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Convolution.inputGradient(
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
    cotangents.add(0, new Convolve(geometry).on(upstream, y.input(1)));
    cotangents.add(1, new ConvolveFilterGrad(geometry).on(upstream, y.input(0)));
  }
}
