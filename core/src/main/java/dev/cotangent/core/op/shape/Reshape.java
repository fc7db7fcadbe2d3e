package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import java.util.List;

/** y = x with the same row-major elements in another shape; the gradient is reshaped back. */
public record Reshape(Shape shape) implements Op {

  @Override
  public String id() {
    return "reshape";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (inputs.get(0).shape().size() != shape.size()) {
      throw new ShapeException(
          "reshape: "
              + inputs.get(0)
              + " has "
              + inputs.get(0).shape().size()
              + " elements, expected "
              + shape.size()
              + " as in "
              + shape);
    }
    return inputs.get(0).with(shape);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    System.arraycopy(inputs.get(0).data(), 0, output.data(), 0, output.data().length);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.reshape(y.input(0).shape()));
  }
}
