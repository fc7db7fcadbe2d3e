package dev.cotangent.core.check;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import java.util.List;

/** An op whose derivative is that of another one, with a mistake in what one input receives. */
record CorruptedOp(Op op, Corruption corruption, int position) implements Op {

  @Override
  public String id() {
    return "corrupted " + op.id();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return op.infer(inputs);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    op.reference(inputs, output);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    op.vjp(
        y,
        upstream,
        (input, cotangent) -> {
          if (input != position) {
            cotangents.add(input, cotangent);
          } else if (!corruption.forgets()) {
            cotangents.add(input, corruption.corrupt(cotangent, y.input(input)));
          }
        });
  }
}
