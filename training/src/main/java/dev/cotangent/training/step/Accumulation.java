package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;

/**
 * Accumulates the gradients of micro-batches for one update, in double precision and in order of
 * arrival: each mean times its weight, divided once by the sum of the weights; or, if all weights
 * are known beforehand, each {@linkplain PartShares share} as is.
 *
 * <p>States of layers are updated after each micro-batch, since the next one builds on them; their
 * earlier values are kept, so that a failure can restore them.
 */
public final class Accumulation {

  private static final double ROUNDING = 1e-6;
  private static final double[] NO_SHARES = {};

  private final UpdateTarget[] targets;
  private final double[][] sums;
  private final float[][] states;
  private final PartShares partShares = new PartShares();
  private double[] shares = NO_SHARES;
  private boolean sharing;
  private double loss;
  private double weight;
  private int rows;

  public Accumulation(UpdateTarget[] targets) {
    this.targets = targets;
    this.sums = new double[targets.length][0];
    this.states = new float[targets.length][0];
  }

  /** Rows accumulated since the last update; 0 if there are none. */
  public int rows() {
    return rows;
  }

  /** The accumulated weight of the heaviest part. */
  public double weight() {
    return sharing ? partShares.weight() : weight;
  }

  /** Adds the weights of the parts of an upcoming micro-batch. */
  public void weigh(StepRun run) {
    partShares.weigh(run);
  }

  /** The rows of the micro-batches whose weights are known. */
  public int weighedRows() {
    return partShares.rows();
  }

  /**
   * Switches to shares of the whole update: all micro-batches are weighed before the first one
   * runs.
   */
  public void share() {
    sharing = true;
  }

  /** Whether graphs multiply the mean of each part by a share. */
  public boolean sharing() {
    return sharing;
  }

  /** Gives a run its share of the whole update before it is executed, if the share is known. */
  public void setShares(StepRun run) {
    if (sharing) {
      partShares.setShares(run);
    }
  }

  /** The mean of a part over all micro-batches of the last shared update. */
  public float partMean(int part) {
    return partShares.mean(part);
  }

  /** Adds the loss and gradients of a micro-batch's run; nothing if its weight is 0. */
  public void add(double loss, StepRun run) {
    rows += run.rows();
    if (run.weight() == 0) {
      return;
    }
    if (sharing) {
      partShares.add(run);
      add(loss, 1);
    } else {
      check(run);
      add(loss, run.weight());
      weight += run.weight();
    }
  }

  private void add(double meanLoss, double batchWeight) {
    for (int target = 0; target < targets.length; target++) {
      float[] gradients = targets[target].gradients();
      for (int i = 0; i < sums[target].length; i++) {
        sums[target][i] += batchWeight * gradients[i];
      }
    }
    loss += batchWeight * meanLoss;
  }

  /**
   * Checks that the parts of a micro-batch have the same weights as before, up to a common factor;
   * otherwise the mean over all rows would not be the mean of the means.
   *
   * @throws CotangentException naming the parts
   */
  private void check(StepRun run) {
    double whole = run.weight();
    if (run.parts() == 1) {
      return;
    }
    if (shares.length == 0) {
      shares = new double[run.parts()];
      for (int part = 0; part < shares.length; part++) {
        shares[part] = run.partWeight(part) / whole;
      }
    }
    for (int part = 0; part < shares.length; part++) {
      if (Math.abs(run.partWeight(part) - shares[part] * whole) > ROUNDING * whole) {
        throw new CotangentException(
            "the parts of the objective have different shares of the micro-batches: '"
                + run.partName(part)
                + "' has a weight of "
                + run.partWeight(part)
                + " where "
                + shares[part] * whole
                + " is expected; pass all micro-batches of an update to run(List) at once");
      }
    }
  }

  /** Allocates the sums and copies the states before the first micro-batch changes them. */
  public void begin() {
    for (int target = 0; target < targets.length; target++) {
      int size = targets[target].gradients().length;
      float[] values = targets[target].values();
      int firstState = targets[target].store().trainableSize();
      if (sums[target].length != size || states[target].length != values.length - firstState) {
        sums[target] = new double[size];
        states[target] = new float[values.length - firstState];
      }
      System.arraycopy(values, firstState, states[target], 0, states[target].length);
    }
  }

  /** Replaces the gradients by the mean over all rows, and returns the mean loss. */
  public float mean() {
    double divisor = sharing ? 1 : weight;
    for (int target = 0; target < targets.length; target++) {
      float[] gradients = targets[target].gradients();
      for (int i = 0; i < sums[target].length; i++) {
        gradients[i] = (float) (sums[target][i] / divisor);
      }
    }
    return (float) (loss / divisor);
  }

  /** Discards all micro-batches and restores the states. */
  public void undo() {
    if (rows > 0) {
      for (int target = 0; target < targets.length; target++) {
        int firstState = targets[target].store().trainableSize();
        float[] kept = states[target];
        System.arraycopy(kept, 0, targets[target].values(), firstState, kept.length);
      }
    }
    clear();
  }

  /** Clears the sums after an update has applied them. */
  public void clear() {
    if (rows > 0) {
      for (double[] each : sums) {
        Arrays.fill(each, 0);
      }
      shares = NO_SHARES;
    }
    sharing = false;
    partShares.close();
    loss = 0;
    weight = 0;
    rows = 0;
  }
}
