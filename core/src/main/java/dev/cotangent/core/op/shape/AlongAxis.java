package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * A kernel op that slices, pads or concatenates along one axis; rowwise unless that is the first
 * axis. Elements are copied in contiguous runs, one for each index of the axes before it.
 */
interface AlongAxis extends KernelOp {

  /** The axis, from 0. */
  int axis();

  @Override
  default Rows rows(List<TensorType> inputs, TensorType output) {
    return axis() == 0 ? Rows.WHOLE : Rows.ROWWISE;
  }

  /** The length of the axis. */
  default int length(TensorType type) {
    if (axis() < 0 || axis() >= type.shape().rank()) {
      throw new ShapeException(
          id()
              + ": axis "
              + axis()
              + " of "
              + type
              + ", expected an axis from 0 to "
              + (type.shape().rank() - 1));
    }
    return type.shape().dim(axis());
  }

  /** Number of elements of the axis and those after it: the distance between runs. */
  default int distance(Shape shape) {
    return shape.dim(axis()) * inner(shape);
  }

  /** Number of elements of the axes after the axis. */
  default int inner(Shape shape) {
    int product = 1;
    for (int i = axis() + 1; i < shape.rank(); i++) {
      product *= shape.dim(i);
    }
    return product;
  }

  /** Total number of runs. */
  default int runs(Shape shape) {
    return axis() == 0 ? 1 : run(shape, shape.dim(0));
  }

  /** The first run of a unit. */
  default int run(Shape shape, int unit) {
    if (axis() == 0) {
      return Math.min(unit, 1); // all units are in one run
    }
    int product = unit;
    for (int i = 1; i < axis(); i++) {
      product *= shape.dim(i);
    }
    return product;
  }
}
