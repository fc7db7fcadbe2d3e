package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;

/**
 * The share of each micro-batch of an update in the weight of each part of an objective. All
 * weights are summed before the first gradient is computed, so that the result is the mean over all
 * rows, however the weights are distributed.
 *
 * <p>Single-threaded. Allocates nothing once an update had as many micro-batches.
 */
final class PartShares {

  private static final double[] NONE = {};

  /** The parts' weights in the first micro-batch, in the second, and so on. */
  private double[] weights = NONE;

  private double[] totals = NONE;
  private double[] means = NONE;
  private boolean open;
  private int parts;
  private int rows;
  private int weighed;
  private int told;

  /** Adds the weights of the next micro-batch, the first of an update after {@link #close}. */
  void weigh(StepRun run) {
    next(run.parts(), run.rows());
    for (int part = 0; part < parts; part++) {
      put(part, run.partWeight(part));
    }
  }

  /**
   * Adds the weights of the next micro-batch, which somebody else may have computed.
   *
   * @param from place of the first part's weight
   */
  void weigh(double[] found, int from, int count, int rowsOfIt) {
    next(count, rowsOfIt);
    for (int part = 0; part < parts; part++) {
      put(part, found[from + part]);
    }
  }

  /** Leaves out the shares of the next micro-batch, which somebody else computes. */
  void skip() {
    told += parts;
  }

  private void next(int count, int rowsOfIt) {
    if (!open) {
      begin(count);
    }
    if (count != parts) {
      throw new CotangentException(
          "the objective has "
              + parts
              + " parts in one micro-batch and "
              + count
              + " in another, expected the same number");
    }
    if (weights.length < weighed + parts) {
      weights = Arrays.copyOf(weights, Math.max(2 * weights.length, weighed + parts));
    }
    weighed += parts;
    rows += rowsOfIt;
  }

  /** Sets a weight of the micro-batch that was added last. */
  private void put(int part, double weight) {
    weights[weighed - parts + part] = weight;
    totals[part] += weight;
  }

  private void begin(int partsOfEach) {
    open = true;
    parts = partsOfEach;
    if (totals.length != parts) {
      totals = new double[parts];
      means = new double[parts];
    }
    Arrays.fill(totals, 0);
    Arrays.fill(means, 0);
    rows = 0;
    weighed = 0;
    told = 0;
  }

  /** The weight of the heaviest part. */
  double weight() {
    double most = 0;
    for (int part = 0; part < parts; part++) {
      most = Math.max(most, totals[part]);
    }
    return most;
  }

  /** The rows of all micro-batches weighed so far. */
  public int rows() {
    return open ? rows : 0;
  }

  /** Gives the run of the next micro-batch its shares; a part without weight has share 0. */
  void setShares(StepRun run) {
    for (int part = 0; part < parts; part++) {
      run.share(part, (float) share(told + part, part));
    }
    told += parts;
  }

  private double share(int at, int part) {
    return totals[part] == 0 ? 0 : weights[at] / totals[part];
  }

  /** Adds the means of the run that received its shares last. */
  public void add(StepRun run) {
    for (int part = 0; part < parts; part++) {
      double share = share(told - parts + part, part);
      means[part] += share == 0 ? 0 : share * run.partMean(part);
    }
  }

  /** A part's mean in the run that received its shares last, times its share. */
  float ofLast(int part, StepRun run) {
    double share = share(told - parts + part, part);
    return share == 0 ? 0 : (float) (share * run.partMean(part));
  }

  /** The mean of a part over all micro-batches, without its factor. */
  float mean(int part) {
    return (float) means[part];
  }

  /** Ends the update; the means remain until the next. */
  void close() {
    open = false;
  }
}
