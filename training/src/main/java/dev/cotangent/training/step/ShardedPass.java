package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;

/**
 * Computes the gradients of a mini-batch as sums over its shards.
 *
 * <p>The weights of all shards are summed first, so that each shard's graph divides by the weight
 * of the whole mini-batch. Gradients, loss and the parts' means are then {@link ShardSums}. A shard
 * whose weight is 0 counts as absent. Single-threaded; allocates nothing in a steady state.
 */
final class ShardedPass {

  private final StepPass pass;
  private final StepPlans plans;
  private final BatchShards shards;
  private final ShardCoupling coupling;
  private final ShardSums sums;
  private final PartShares weights = new PartShares();
  private double operations;
  private boolean checked;

  ShardedPass(
      StepSettings settings, StepPass pass, StepPlans plans, StepMemory memory, Workers workers) {
    this.pass = pass;
    this.plans = plans;
    this.shards = new BatchShards(settings.objective(), settings.sharding());
    this.coupling = new ShardCoupling(settings, plans, pass);
    this.sums = new ShardSums(memory, NodeRule.ofGradients(settings.sharding()), workers);
  }

  /** Plans the shards of a batch of these lengths. */
  void prepare(Batch batch, long step) {
    shards.divide(batch);
    for (int i = 0; i < shards.count(); i++) {
      if (shards.isPresent(i)) {
        planned(i, step);
      }
    }
  }

  /** The largest shard of a batch of these lengths. */
  Batch largest(Batch batch) {
    shards.divide(batch);
    int largest = 0;
    for (int i = 1; i < shards.count(); i++) {
      largest = shards.rows(i) > shards.rows(largest) ? i : largest;
    }
    return shards.get(largest);
  }

  /**
   * Computes loss, gradients and new states of a mini-batch.
   *
   * @return a shard's run, with the new states of the whole mini-batch
   */
  StepRun run(Batch batch, long step) {
    shards.divide(batch);
    StepRun last = planned(shards.firstPresent(), step);
    if (!checked) {
      coupling.check(last, shards, batch, step);
      checked = true;
    }
    weigh(step);
    operations = 0;
    sums.begin(last);
    for (int i = 0; i < shards.count(); i++) {
      last = shards.isPresent(i) ? add(i, step) : absent(last);
    }
    sums.finish(last);
    weights.close();
    return last;
  }

  private void weigh(long step) {
    weights.close();
    for (int i = 0; i < shards.count(); i++) {
      if (shards.isPresent(i)) {
        Batch shard = shards.get(i);
        StepRun run = pass.planned(plans.weights(), shard, step);
        pass.weigh(run, shard, step, shards.firstRow(i));
        weights.weigh(run);
      }
    }
  }

  private StepRun add(int shard, long step) {
    StepRun run = planned(shard, step);
    weights.setShares(run);
    float loss = pass.run(run, shards.get(shard), step, shards.firstRow(shard));
    sums.add(run, run.weight() == 0 ? 0 : shards.rows(shard), loss, weights);
    operations += run.operations();
    return run;
  }

  private StepRun absent(StepRun last) {
    sums.addAbsent();
    return last;
  }

  private StepRun planned(int shard, long step) {
    return pass.planned(plans.shares(), shards.get(shard), step);
  }

  /** The loss of the last mini-batch. */
  float loss() {
    return sums.loss();
  }

  /** The weight of the heaviest part in the last mini-batch. */
  double weight() {
    return weights.weight();
  }

  /** The mean of a part over the last mini-batch, without its factor. */
  float partMean(int part) {
    return sums.partMean(part);
  }

  /** The floating-point operations of the last mini-batch. */
  double operations() {
    return operations;
  }
}
