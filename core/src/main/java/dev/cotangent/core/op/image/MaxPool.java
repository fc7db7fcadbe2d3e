package dev.cotangent.core.op.image;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.MaxPooling;
import dev.cotangent.core.op.Operands;
import java.util.List;

/**
 * y[n, c, r, s] = the largest element of x [images, channels, height, width] in the window of (r,
 * s) by {@link Math#max}: NaN if there is one, and 0 above −0. Padding is never the maximum, and is
 * at most half of the kernel. The gradient goes to the first largest element, row by row, as in
 * PyTorch: {@link MaxPoolGrad}.
 */
public record MaxPool(Window window) implements Pooling {

  @Override
  public String id() {
    return "max_pool";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return pooled(inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, x.at(argument(x, i)));
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape x = operands.type(0).shape();
    int size = x.dim(2) * x.dim(3);
    int pooled = window.vertical().outputs(x.dim(2)) * window.horizontal().outputs(x.dim(3));
    int first = from * x.dim(1);
    MaxPooling.largest(
        kernels,
        window,
        x.dim(2),
        x.dim(3),
        operands.floats(0),
        operands.offset(0) + first * size,
        operands.out(),
        operands.outOffset() + first * pooled,
        (to - from) * x.dim(1),
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new MaxPoolGrad(window).on(y.input(0), upstream));
  }
}
