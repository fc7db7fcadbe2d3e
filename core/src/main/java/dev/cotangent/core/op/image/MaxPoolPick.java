package dev.cotangent.core.op.image;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.op.Operands;
import java.util.List;

/**
 * y = the element of u at the position of the maximum of x by {@link MaxPool}, for each window; u
 * has the shape of x. This is the derivative of {@link MaxPoolGrad} with respect to its upstream
 * gradient. Its derivative with respect to u is {@link MaxPoolGrad}; with respect to x it is 0
 * wherever it exists.
 */
public record MaxPoolPick(Window window) implements Pooling {

  @Override
  public String id() {
    return "max_pool_pick";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return pooled(matching(inputs.get(0), "elements to pick from", inputs.get(1), inputs.get(0)));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, inputs.get(1).at(argument(inputs.get(0), i)));
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    pick(operands, 1, from, to);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(1, new MaxPoolGrad(window).on(y.input(0), upstream));
  }
}
