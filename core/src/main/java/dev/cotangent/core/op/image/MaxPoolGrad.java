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
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of {@link MaxPool}: dx = 0, except that g of each window is added at the first
 * largest element of x in that window. Its derivative with respect to g is {@link MaxPoolPick};
 * with respect to x it is 0 wherever it exists.
 */
public record MaxPoolGrad(Window window) implements Pooling {

  @Override
  public String id() {
    return "max_pool_grad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    matching(x, "gradients", inputs.get(1), pooled(x));
    return x;
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values g = inputs.get(1);
    Arrays.fill(output.data(), 0);
    for (int i = 0; i < g.data().length; i++) {
      int at = argument(inputs.get(0), i);
      output.set(at, output.at(at) + g.at(i));
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape x = operands.type(0).shape();
    int size = x.dim(2) * x.dim(3);
    int pooled = window.vertical().outputs(x.dim(2)) * window.horizontal().outputs(x.dim(3));
    int first = from * x.dim(1);
    MaxPooling.scatter(
        kernels,
        window,
        x.dim(2),
        x.dim(3),
        operands.floats(0),
        operands.offset(0) + first * size,
        operands.floats(1),
        operands.offset(1) + first * pooled,
        operands.out(),
        operands.outOffset() + first * size,
        (to - from) * x.dim(1),
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(1, new MaxPoolPick(window).on(y.input(0), upstream));
  }
}
