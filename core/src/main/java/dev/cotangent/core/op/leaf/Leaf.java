package dev.cotangent.core.op.leaf;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import java.util.List;

/** A node without inputs, whose value comes from outside the graph. */
public interface Leaf extends Op {

  /** Element type and shape. */
  TensorType type();

  @Override
  default TensorType infer(List<TensorType> inputs) {
    return type();
  }

  @Override
  default void reference(List<Values> inputs, Values output) {
    throw new IllegalStateException(id() + ": evaluated as an op, expected a run to read it");
  }

  @Override
  default void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // a leaf has no inputs
  }
}
