package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;

/**
 * The gradients of micro-batches on their way to one update, added up in double precision and in
 * the order of arrival: each mean times its weight, and divided once by all weights; or, where all
 * weights are known before, each {@linkplain PartShares share} as it is.
 *
 * <p>Layers' states are written after each micro-batch, since the next one builds on them; those
 * from before are kept, so that a failure can take them back.
 */
final class Accumulation {

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

  Accumulation(UpdateTarget[] targets) {
    this.targets = targets;
    this.sums = new double[targets.length][0];
    this.states = new float[targets.length][0];
  }

  /** Rows so far; 0 if nothing was added since the last update. */
  int rows() {
    return rows;
  }

  /** The weights so far, of the heaviest part. */
  double weight() {
    return sharing ? partShares.weight() : weight;
  }

  /** Adds the weights of the parts of a micro-batch that is to come. */
  void weigh(StepRun run) {
    partShares.weigh(run);
  }

  /** The rows of the micro-batches whose weights are known. */
  int weighedRows() {
    return partShares.rows();
  }

  /** Micro-batches have shares of the whole: all are weighed before the first is run. */
  void share() {
    sharing = true;
  }

  /** Whether graphs are to multiply the mean of each part by a share. */
  boolean sharing() {
    return sharing;
  }

  /** Tells a run, before it is executed, what share it has of the whole if that is known. */
  void tell(StepRun run) {
    if (sharing) {
      partShares.tell(run);
    }
  }

  /** The mean of a part over all micro-batches of the last update that shared. */
  float partMean(int part) {
    return partShares.mean(part);
  }

  /** Adds what the last run of a micro-batch has made, nothing if it has no weight. */
  void add(double loss, StepRun run) {
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
   * Checks that the parts of a micro-batch have the weights of those before it, up to a factor:
   * else the mean over all rows is not that of the means.
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
            "the parts of the objective do not have the same share of each micro-batch: '"
                + run.partName(part)
                + "' has a weight of "
                + run.partWeight(part)
                + " where "
                + shares[part] * whole
                + " is expected; run(List) takes all micro-batches of an update at once, whatever"
                + " their parts weigh");
      }
    }
  }

  /** Room for sums, and copies of the states, before the first micro-batch changes them. */
  void begin() {
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
  float mean() {
    double divisor = sharing ? 1 : weight;
    for (int target = 0; target < targets.length; target++) {
      float[] gradients = targets[target].gradients();
      for (int i = 0; i < sums[target].length; i++) {
        gradients[i] = (float) (sums[target][i] / divisor);
      }
    }
    return (float) (loss / divisor);
  }

  /** Forgets all micro-batches, as if they had never been. */
  void undo() {
    if (rows > 0) {
      for (int target = 0; target < targets.length; target++) {
        int firstState = targets[target].store().trainableSize();
        float[] kept = states[target];
        System.arraycopy(kept, 0, targets[target].values(), firstState, kept.length);
      }
    }
    clear();
  }

  /** An update has taken all micro-batches in. */
  void clear() {
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
