package dev.cotangent.core.op.rows;

import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * y = the I32 index of the largest element of each row of the last axis, [.., c] → [..]: the first
 * of ties, or the first NaN if there is one. No gradient.
 */
public record ArgMax() implements Op {

  @Override
  public String id() {
    return "argmax";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    Types.rank(this, x, 1, Integer.MAX_VALUE);
    if (x.shape().dim(-1) == 0) {
      throw new ShapeException(
          "argmax: the input is " + x + ", expected at least 1 element in each row");
    }
    return x.with(DType.I32).with(x.shape().without(-1));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int columns = inputs.get(0).shape().dim(-1);
    for (int row = 0; row < output.data().length; row++) {
      output.set(row, ofRow(inputs.get(0), row * columns, columns));
    }
  }

  private static int ofRow(Values x, int start, int columns) {
    int best = 0;
    for (int i = 1; i < columns; i++) {
      boolean settled = Double.isNaN(x.at(start + best));
      if (!settled && !(x.at(start + i) <= x.at(start + best))) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // an index is piecewise constant
  }
}
