package dev.cotangent.integration.bits;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function of float tensors and the point at which it is computed.
 *
 * @param function makes the result of tensors of these shapes, of F32 or F64
 * @param points the values of its inputs
 */
record PointFunction(Function<List<Tensor>, Tensor> function, List<Tensor> points) {

  /** The result, the gradients by all inputs, and those of the sum of their squares. */
  void inDoubles(Bits bits) {
    Tensor y = function.apply(points);
    bits.add(y.toDoubles());
    if (!y.dtype().isFloating()) {
      return;
    }
    List<Tensor> first = gradients(y, cotangent(y.shape(), y.dtype()), points);
    first.forEach(gradient -> bits.add(gradient.toDoubles()));
    Tensor squares =
        first.stream().map(gradient -> gradient.square().sum()).reduce(Tensor::add).orElseThrow();
    gradients(squares, Tensor.full(squares.type(), 1), points)
        .forEach(gradient -> bits.add(gradient.toDoubles()));
  }

  /** The result and the gradients by all inputs in float32. */
  void inFloats(Kernels kernels, Bits bits) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor point : points) {
      inputs.add(Tensor.input("x" + inputs.size(), DType.F32, point.shape()));
    }
    Tensor y = function.apply(inputs);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    if (y.dtype().isFloating()) {
      outputs.addAll(gradients(y, cotangent(y.shape(), y.dtype()), inputs));
    }
    Run run = Plan.compile(outputs, kernels).newRun();
    for (int i = 0; i < points.size(); i++) {
      if (run.hasInput("x" + i)) {
        run.feed("x" + i, points.get(i).cast(DType.F32).toFloats(), 0);
      }
    }
    run.execute();
    for (int i = 0; i < outputs.size(); i++) {
      bits.add(run.read(i));
    }
  }

  private static List<Tensor> gradients(Tensor y, Tensor cotangent, List<Tensor> inputs) {
    Gradients gradients = Gradients.of(y, cotangent, inputs);
    return inputs.stream()
        .map(input -> gradients.find(input).orElseGet(() -> Tensor.full(input.type(), 0)))
        .toList();
  }

  /** Different numbers for all elements, so that the order of sums matters. */
  private static Tensor cotangent(Shape shape, DType type) {
    return new Points(3).draw(shape, 1).cast(type).eval();
  }
}
