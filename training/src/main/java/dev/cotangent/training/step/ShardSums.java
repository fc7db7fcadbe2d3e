package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;

/**
 * Results of the shards of a mini-batch, combined along the {@link ReductionTree}: the sums of
 * gradients, of losses and of the parts' means, which are shares of the whole, and the mean of the
 * layers' new states, weighted by rows.
 */
final class ShardSums {

  private final ReductionTree[] gradients;
  private float[] scalars = {};
  private float[] states = {};
  private ReductionTree sumOfScalars = new ReductionTree(scalars, NodeRule.SUM, Workers.serial());
  private ReductionTree meanOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());

  ShardSums(StepMemory memory, NodeRule ruleOfGradients, Workers workers) {
    this.gradients =
        memory.gradients().stream()
            .map(array -> new ReductionTree(array, ruleOfGradients, workers))
            .toArray(ReductionTree[]::new);
  }

  /** Begins with no shard; all runs have as many parts and states as this one. */
  void begin(StepRun run) {
    if (scalars.length != 1 + run.parts() || states.length != run.newStates().length) {
      scalars = new float[1 + run.parts()];
      states = new float[run.newStates().length];
      sumOfScalars = new ReductionTree(scalars, NodeRule.SUM, Workers.serial());
      meanOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());
    }
    for (ReductionTree each : gradients) {
      each.begin(0);
    }
    sumOfScalars.begin(0);
    meanOfStates.begin(0);
  }

  /**
   * Adds the results of the next shard, whose gradients are in the step's memory.
   *
   * @param rows rows of the shard; 0 if it counts as absent
   */
  void add(StepRun run, int rows, float loss, PartShares shares) {
    scalars[0] = loss;
    for (int part = 0; part < run.parts(); part++) {
      scalars[1 + part] = shares.ofLast(part, run);
    }
    System.arraycopy(run.newStates(), 0, states, 0, states.length);
    addAll(rows);
  }

  /** Adds a shard without rows. */
  void addAbsent() {
    addAll(0);
  }

  private void addAll(int rows) {
    for (ReductionTree each : gradients) {
      each.add(rows);
    }
    sumOfScalars.add(rows);
    meanOfStates.add(rows);
  }

  /** Writes the sums to the step's memory, and the states to a run. */
  void finish(StepRun run) {
    for (ReductionTree each : gradients) {
      each.finish();
    }
    sumOfScalars.finish();
    meanOfStates.finish();
    System.arraycopy(states, 0, run.newStates(), 0, states.length);
  }

  /** The loss of the mini-batch. */
  float loss() {
    return scalars[0];
  }

  /** The mean of a part over the mini-batch, without its factor. */
  float partMean(int part) {
    return scalars[1 + part];
  }
}
