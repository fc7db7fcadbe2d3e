package dev.cotangent.training;

import java.util.Arrays;

/**
 * The gradients of micro-batches on their way to one update: each mean is multiplied by its weight
 * and added up, in double precision and in the order of arrival, and divided once by all weights.
 *
 * <p>Layers' states are written after each micro-batch, since the next one builds on them; those
 * from before are kept, so that a failure can take them back.
 */
final class Accumulation {

  private final UpdateTarget target;
  private double[] sums = {};
  private float[] states = {};
  private double loss;
  private double weight;
  private int rows;

  Accumulation(UpdateTarget target) {
    this.target = target;
  }

  /** Rows so far; 0 if nothing was added since the last update. */
  int rows() {
    return rows;
  }

  /** The weights so far. */
  double weight() {
    return weight;
  }

  /** Adds what the target's gradients hold: the mean of a micro-batch, none if it has no weight. */
  void add(double meanLoss, double batchWeight, int batchRows) {
    rows += batchRows;
    if (batchWeight == 0) {
      return;
    }
    float[] gradients = target.gradients();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += batchWeight * gradients[i];
    }
    loss += batchWeight * meanLoss;
    weight += batchWeight;
  }

  /** Room for sums, and a copy of the states, before the first micro-batch changes them. */
  void begin() {
    int size = target.gradients().length;
    float[] values = target.values();
    if (sums.length != size || states.length != values.length - size) {
      sums = new double[size];
      states = new float[values.length - size];
    }
    System.arraycopy(values, size, states, 0, states.length);
  }

  /** Replaces the target's gradients by the mean over all rows, and returns the mean loss. */
  float mean() {
    float[] gradients = target.gradients();
    for (int i = 0; i < sums.length; i++) {
      gradients[i] = (float) (sums[i] / weight);
    }
    return (float) (loss / weight);
  }

  /** Forgets all micro-batches, as if they had never been. */
  void undo() {
    if (rows > 0) {
      System.arraycopy(states, 0, target.values(), target.gradients().length, states.length);
      clear();
    }
  }

  /** An update has taken all micro-batches in. */
  void clear() {
    if (rows > 0) {
      Arrays.fill(sums, 0);
    }
    loss = 0;
    weight = 0;
    rows = 0;
  }
}
