package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;

/**
 * The update loop shared by {@link Adam} and {@link AdamW}, which differ in where weight decay
 * enters.
 */
final class AdamSweep {

  /** Number of scalars that {@link #prepare} fills in. */
  static final int SCALARS = 5;

  private static final int STEP_FACTOR = 0;
  private static final int ROOT_FACTOR = 1;
  private static final int BETA_1 = 2;
  private static final int BETA_2 = 3;
  private static final int EPSILON = 4;

  private AdamSweep() {}

  /** Computes the two bias corrections and stores the attributes for {@link #update}. */
  static void prepare(double beta1, double beta2, double epsilon, long step, double[] scalars) {
    scalars[BETA_1] = beta1;
    scalars[BETA_2] = beta2;
    scalars[EPSILON] = epsilon;
    scalars[STEP_FACTOR] = 1 / (1 - Powers.decayed(beta1, step));
    scalars[ROOT_FACTOR] = 1 / Math.sqrt(1 - Powers.decayed(beta2, step));
  }

  /**
   * Updates a slice.
   *
   * @param decay share of the weight added to its gradient (L2 penalty)
   * @param kept factor applied to the weight before the step (decoupled decay)
   * @param amsgrad whether the denominator uses the largest second moment so far
   */
  static void update(ParameterSlice slice, float decay, float kept, boolean amsgrad) {
    if (amsgrad) {
      updateWithMaximum(slice, decay, kept);
    } else {
      updatePlain(slice, decay, kept);
    }
  }

  private static void updatePlain(ParameterSlice slice, float decay, float kept) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] m = slice.slots[0];
    float[] v = slice.slots[1];
    float rate = (float) (slice.learningRate * slice.scalars[STEP_FACTOR]);
    float rootFactor = (float) slice.scalars[ROOT_FACTOR];
    float keepMean = (float) slice.scalars[BETA_1];
    float takeMean = (float) (1 - slice.scalars[BETA_1]);
    float keepSquare = (float) slice.scalars[BETA_2];
    float takeSquare = (float) (1 - slice.scalars[BETA_2]);
    float eps = (float) slice.scalars[EPSILON];
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float mean = keepMean * m[i] + takeMean * g;
      float square = keepSquare * v[i] + takeSquare * (g * g);
      m[i] = mean;
      v[i] = square;
      p[i] = kept * p[i] - rate * mean / ((float) Math.sqrt(square) * rootFactor + eps);
    }
  }

  private static void updateWithMaximum(ParameterSlice slice, float decay, float kept) {
    float[] p = slice.values;
    float[] gradients = slice.gradients;
    float[] m = slice.slots[0];
    float[] v = slice.slots[1];
    float[] largest = slice.slots[2];
    float rate = (float) (slice.learningRate * slice.scalars[STEP_FACTOR]);
    float rootFactor = (float) slice.scalars[ROOT_FACTOR];
    float keepMean = (float) slice.scalars[BETA_1];
    float takeMean = (float) (1 - slice.scalars[BETA_1]);
    float keepSquare = (float) slice.scalars[BETA_2];
    float takeSquare = (float) (1 - slice.scalars[BETA_2]);
    float eps = (float) slice.scalars[EPSILON];
    int to = slice.to;
    for (int i = slice.from; i < to; i++) {
      float g = gradients[i] + decay * p[i];
      float mean = keepMean * m[i] + takeMean * g;
      float square = keepSquare * v[i] + takeSquare * (g * g);
      float most = Math.max(largest[i], square);
      m[i] = mean;
      v[i] = square;
      largest[i] = most;
      p[i] = kept * p[i] - rate * mean / ((float) Math.sqrt(most) * rootFactor + eps);
    }
  }
}
