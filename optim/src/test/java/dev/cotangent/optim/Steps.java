package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;

/** Parameters that an optimizer updates step by step, as a trainer would. */
final class Steps {

  private final Optimizer optimizer;
  private final ParameterSlice slice = ParameterSlice.of();
  private long step;

  Steps(Optimizer optimizer, float[] values) {
    this(optimizer, values, values.length, 1, 1);
  }

  /** Parameters that are one matrix. */
  Steps(Optimizer optimizer, float[] values, int rows, int columns, int rowStride) {
    this.optimizer = optimizer;
    slice.rows = rows;
    slice.columns = columns;
    slice.rowStride = rowStride;
    slice.scratch = new float[optimizer.scratch(rows, columns)];
    slice.values = values.clone();
    slice.slots = new float[optimizer.slots()][values.length];
    slice.scalars = new double[optimizer.scalars()];
    slice.learningRate = optimizer.learningRate();
  }

  /** A step over all elements. */
  float[] step(float[] gradients) {
    return step(gradients, 0, gradients.length);
  }

  /** A step over the slices between consecutive cuts; other elements stay as they are. */
  float[] step(float[] gradients, int... cuts) {
    step++;
    optimizer.prepare(step, slice.scalars);
    slice.step = step;
    slice.gradients = gradients;
    for (int i = 0; i < cuts.length - 1; i++) {
      slice.from = cuts[i];
      slice.to = cuts[i + 1];
      optimizer.update(slice);
    }
    return slice.values;
  }

  /** The state arrays. */
  float[][] slots() {
    return slice.slots;
  }
}
