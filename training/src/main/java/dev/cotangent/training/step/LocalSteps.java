package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of local steps: each shard trains a replica by itself on its rows of some mini-batches,
 * and then the means of all replicas become the models.
 *
 * <p>Nothing that others read changes before the end of a round, and a failure discards the round.
 * Single-threaded; allocates nothing in a steady state.
 */
final class LocalSteps {

  private final StepPass pass;
  private final StepPlans plans;
  private final Engine engine;
  private final int every;
  private final ShardRange own;
  private final BatchShards shards;
  private final ShardCoupling coupling;
  private final Replicas replicas;
  private final AppliedUpdate update;
  private final LocalRecord record;
  private final ReplicaMeans means;
  private @Nullable StepRun latest;
  private boolean checked;
  private int taken;
  private int completed;
  private int lastStep;
  private double operations;

  LocalSteps(
      StepSettings settings,
      Engine engine,
      StepPass pass,
      StepPlans plans,
      Replicas replicas,
      AppliedUpdate update,
      ReplicaMeans means) {
    this.pass = pass;
    this.plans = plans;
    this.engine = engine;
    this.every = settings.sharding().syncEvery();
    this.own = ShardRange.of(engine.members(), settings.sharding());
    this.shards = new BatchShards(settings.objective(), own);
    this.coupling = new ShardCoupling(settings, plans, pass);
    this.replicas = replicas;
    this.update = update;
    this.record = new LocalRecord(own, engine.members());
    this.means = means;
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

  /**
   * Trains each own replica on its rows of a mini-batch.
   *
   * @param batch the rows of the own shards
   * @param ends whether the round ends with this step, however many it had
   * @return the run of an own shard
   */
  StepRun run(Batch batch, long step, double rateScale, boolean ends) {
    shards.divide(batch);
    replicas.use(engine.kernelSwitch().forStep());
    if (taken == 0) {
      replicas.begin();
    }
    StepRun last = first(step);
    check(last, batch, step);
    record.begin(taken, last);
    completed = 0;
    operations = 0;
    for (int i = own.first(); i < own.end(); i++) {
      if (shards.isPresent(i)) {
        last = train(i, step, rateScale);
      }
    }
    latest = last;
    lastStep = taken;
    taken++;
    if (taken == every || ends) {
      synchronize(last, batch, step);
    }
    return last;
  }

  /** The run of an own shard; of an earlier mini-batch if none of these shards has rows in this. */
  private StepRun first(long step) {
    int shard = shards.firstPresent();
    return shard >= 0
        ? planned(shard, step)
        : Objects.requireNonNull(latest, "a first mini-batch without rows of this member");
  }

  private void check(StepRun run, Batch batch, long step) {
    if (!checked && own.rows(shards.wholeRows()) > 0) {
      replicas.select(0);
      coupling.check(run, shards, batch, step);
      checked = true;
    }
  }

  private StepRun planned(int shard, long step) {
    return pass.planned(plans.means(), shards.get(shard), step);
  }

  /** A local step of a shard, unless it has no weight. */
  private StepRun train(int shard, long step, double rateScale) {
    Batch batch = shards.get(shard);
    StepRun run = planned(shard, step);
    replicas.select(shard - own.first());
    pass.run(run, batch, step, shards.firstRow(shard));
    operations += run.operations();
    if (run.weight() != 0) {
      record.set(shard, taken, shards.rows(shard), run);
      update.run(batch, run, step, rateScale, Optional.empty());
      run.writeStates();
      replicas.keepStates();
    }
    return run;
  }

  /** Replaces the models by the means of all replicas. */
  private void synchronize(StepRun run, Batch batch, long step) {
    engine.members().ifPresent(Members::beginWaiting);
    record.complete();
    means.compute(replicas, record, taken);
    engine.members().ifPresent(Members::endWaiting);
    means.check(run.trained(), pass, batch, step);
    engine.limit().ifPresent(StepLimit::beginUpdate);
    means.write(run.trained());
    completed = taken;
    taken = 0;
  }

  /** Discards the steps since the last round. */
  void discard() {
    taken = 0;
    completed = 0;
  }

  /** The number of steps that the last one has completed: those of a round, or none. */
  int completed() {
    return completed;
  }

  /** The loss of a step of the completed round, over all shards. */
  float loss(int step) {
    return record.loss(step, 0, own.sharding().count());
  }

  /** The weight of the heaviest part in a step of the completed round. */
  double weight(int step) {
    return record.weight(step, 0, own.sharding().count());
  }

  /** The loss of the own shards in the last step. */
  float ownLoss() {
    return record.loss(lastStep, own.first(), own.end());
  }

  /** The weight of the own shards in the last step. */
  double ownWeight() {
    return record.weight(lastStep, own.first(), own.end());
  }

  /** The mean of a part over the own shards in the last step. */
  float partMean(int part) {
    return (float) record.mean(part, lastStep, own.first(), own.end());
  }

  /** The floating-point operations of the last step, those of other members left out. */
  double operations() {
    return operations;
  }
}
