package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.rule.Strided;
import java.util.List;

/**
 * y = x broadcast to a larger shape; gradient accumulation sums the gradient over the repetitions.
 */
public record Broadcast(Shape shape) implements Op {

  @Override
  public String id() {
    return "broadcast";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (!inputs.get(0).shape().broadcastsTo(shape)) {
      throw new ShapeException(
          "broadcast: the input is "
              + inputs.get(0)
              + ", expected a shape that broadcasts to "
              + shape);
    }
    return inputs.get(0).with(shape);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, x.at(Strided.repeated(x.shape(), shape, i)));
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream);
  }
}
