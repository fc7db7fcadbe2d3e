package dev.cotangent.core.op.rows;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.work.Rows;
import java.util.List;

/** An op on each row of the last axis, independently of the other rows. */
interface LastAxis extends KernelOp {

  @Override
  default Rows rows(List<TensorType> inputs, TensorType output) {
    return inputs.get(0).shape().rank() > 1 ? Rows.ROWWISE : Rows.WHOLE;
  }

  @Override
  default int units(List<TensorType> inputs, TensorType output) {
    return inputs.get(0).shape().rank() > 1 ? inputs.get(0).shape().dim(0) : 1;
  }

  /** Number of rows of the last axis in each unit. */
  static int rowsPerUnit(Shape shape) {
    int rows = 1;
    for (int axis = 1; axis < shape.rank() - 1; axis++) {
      rows *= shape.dim(axis);
    }
    return rows;
  }
}
