package dev.cotangent.core.op;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Window;
import java.util.List;

/**
 * y[n, c, r, s] = the largest element of x [images, channels, height, width] in the window of (r,
 * s); NaN where there is one. Padding is never the largest, and at most half of the kernel. The
 * gradient goes to the first largest element, row by row, as in PyTorch: {@link MaxPoolGrad}.
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
    pick(operands, 0, from, to);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new MaxPoolGrad(window).on(y.input(0), upstream));
  }
}
