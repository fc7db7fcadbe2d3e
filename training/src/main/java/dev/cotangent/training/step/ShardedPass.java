package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the gradients of a mini-batch as sums over its shards, of which other members may
 * compute some.
 *
 * <p>The weights of all shards are summed first, so that each shard's graph divides by the weight
 * of the whole mini-batch. Gradients, loss and the parts' means are then {@link ShardSums}. A shard
 * whose weight is 0 counts as absent. Single-threaded; allocates nothing in a steady state.
 */
final class ShardedPass {

  private final StepPass pass;
  private final StepPlans plans;
  private final BatchShards shards;
  private final ShardRange own;
  private final ShardCoupling coupling;
  private final ShardWeights known;
  private final ShardSums sums;
  private final PartShares weights = new PartShares();
  private @Nullable StepRun latest;
  private double operations;
  private boolean checked;

  ShardedPass(
      StepSettings settings,
      StepPass pass,
      StepPlans plans,
      StepMemory memory,
      Optional<Members> members,
      Workers workers) {
    this.pass = pass;
    this.plans = plans;
    this.own = ShardRange.of(members, settings.sharding());
    this.shards = new BatchShards(settings.objective(), own);
    this.coupling = new ShardCoupling(settings, plans, pass);
    this.known = new ShardWeights(settings.sharding().count(), members);
    this.sums = new ShardSums(memory, own, members, workers);
  }

  /** Plans the shards of a batch of these lengths. */
  void prepare(Batch batch, long step) {
    shards.divide(batch);
    for (int i = own.first(); i < own.end(); i++) {
      if (shards.isPresent(i)) {
        latest = planned(i, step);
      }
    }
  }

  /** The largest own shard of a batch of these lengths. */
  Batch largest(Batch batch) {
    shards.divide(batch);
    int largest = own.first();
    for (int i = own.first(); i < own.end(); i++) {
      largest = shards.rows(i) > shards.rows(largest) ? i : largest;
    }
    return shards.get(largest);
  }

  /**
   * Computes loss, gradients and new states of a mini-batch.
   *
   * @param batch the rows of the own shards
   * @return the run of an own shard
   */
  StepRun run(Batch batch, long step) {
    shards.divide(batch);
    StepRun last = first(step);
    if (!checked && own.rows(shards.wholeRows()) > 0) {
      coupling.check(last, shards, batch, step);
      checked = true;
    }
    weigh(last.parts(), step);
    operations = 0;
    sums.begin(last);
    for (int i = 0; i < shards.count(); i++) {
      sums.note(i, countedRows(i));
    }
    skip(0, own.first());
    for (int i = own.first(); i < own.end(); i++) {
      last = add(i, last, step);
    }
    sums.finish();
    weights.close();
    latest = last;
    return last;
  }

  /** The run of an own shard; of an earlier mini-batch if none of these shards has rows in this. */
  private StepRun first(long step) {
    int shard = shards.firstPresent();
    return shard >= 0
        ? planned(shard, step)
        : Objects.requireNonNull(latest, "a first mini-batch without rows of this member");
  }

  private void weigh(int parts, long step) {
    weights.close();
    known.begin(parts);
    for (int i = own.first(); i < own.end(); i++) {
      if (shards.isPresent(i)) {
        Batch shard = shards.get(i);
        StepRun run = pass.planned(plans.weights(), shard, step);
        pass.weigh(run, shard, step, shards.firstRow(i));
        known.set(i, run);
      }
    }
    known.complete(shards.wholeRows());
    for (int i = 0; i < shards.count(); i++) {
      if (shards.isPresent(i)) {
        known.addTo(weights, i, shards.rows(i));
      }
    }
  }

  /** The rows of a shard; 0 if it counts as absent. */
  private int countedRows(int shard) {
    return shards.isPresent(shard) && known.areAny(shard) ? shards.rows(shard) : 0;
  }

  /** Leaves out the shares of shards before the own ones. */
  private void skip(int from, int to) {
    for (int i = from; i < to; i++) {
      if (shards.isPresent(i)) {
        weights.skip();
      }
    }
  }

  private StepRun add(int shard, StepRun last, long step) {
    if (!shards.isPresent(shard)) {
      sums.addAbsent();
      return last;
    }
    StepRun run = planned(shard, step);
    weights.setShares(run);
    boolean isLast = shard == own.end() - 1;
    if (isLast) {
      sums.beginLast(run, countedRows(shard));
    }
    try {
      float loss = pass.run(run, shards.get(shard), step, shards.firstRow(shard));
      sums.add(run, shard, countedRows(shard), loss, weights);
    } catch (Throwable failure) {
      sums.fail(run);
      throw failure;
    }
    operations += run.operations();
    return run;
  }

  private StepRun planned(int shard, long step) {
    return pass.planned(plans.shares(), shards.get(shard), step);
  }

  /** Writes the layers' new states of the last mini-batch to the models. */
  void writeStates() {
    sums.writeStates();
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

  /** The floating-point operations of the last mini-batch, those of other members left out. */
  double operations() {
    return operations;
  }
}
