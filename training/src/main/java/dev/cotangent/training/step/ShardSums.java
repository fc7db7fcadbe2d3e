package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results of the shards of a mini-batch, combined along the {@link ReductionTree}: the sums of
 * gradients, of losses and of the parts' means, which are shares of the whole, and the mean of the
 * layers' new states, weighted by rows. Members exchange the nodes that they can compute.
 */
final class ShardSums {

  /** Gradients of a MiB; a thread takes about as long to start as these to travel. */
  private static final long WORTH_A_THREAD = 1 << 18;

  private final ShardRange own;
  private final ReductionTree[] gradients;
  private final Optional<MemberShards> shards;
  private final @Nullable GradientExchange exchange;
  private final ExchangeThread thread = new ExchangeThread();
  private final BackwardProgress progress = new BackwardProgress();
  private final boolean overlapping;
  private float[] scalars = {};
  private final AveragedStates averaged;
  private final float[] states;
  private ReductionTree sumOfScalars = new ReductionTree(scalars, NodeRule.SUM, Workers.serial());
  private final ReductionTree meanOfStates;
  private @Nullable GatheredNodes gatheredScalars;
  private final @Nullable GatheredNodes gatheredStates;

  ShardSums(StepMemory memory, ShardRange own, Optional<Members> members, Workers workers) {
    this.own = own;
    NodeRule rule = NodeRule.ofGradients(own.sharding());
    this.gradients =
        memory.gradients().stream()
            .map(array -> new ReductionTree(array, rule, workers))
            .toArray(ReductionTree[]::new);
    this.shards =
        members
            .filter(known -> known.count() > 1)
            .map(known -> new MemberShards(known, own.sharding().count()));
    this.exchange =
        shards
            .map(
                known ->
                    new GradientExchange(
                        gradients,
                        memory.gradients(),
                        known,
                        rule,
                        NumberFormat.ofGradients(own.sharding())))
            .orElse(null);
    this.overlapping =
        memory.gradients().stream().mapToLong(array -> array.length).sum() >= WORTH_A_THREAD;
    this.averaged = new AveragedStates(memory);
    this.states = new float[averaged.size()];
    this.meanOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());
    this.gatheredStates =
        shards.isEmpty() || states.length == 0
            ? null
            : new GatheredNodes(meanOfStates, states, shards.get());
  }

  /** Begins with no shard; all runs have as many parts as this one. */
  void begin(StepRun run) {
    if (scalars.length != 1 + run.parts()) {
      scalars = new float[1 + run.parts()];
      sumOfScalars = new ReductionTree(scalars, NodeRule.SUM, Workers.serial());
      gatheredScalars =
          shards.map(known -> new GatheredNodes(sumOfScalars, scalars, known)).orElse(null);
    }
    for (ReductionTree each : gradients) {
      each.begin(own.first());
    }
    sumOfScalars.begin(own.first());
    meanOfStates.begin(own.first());
  }

  /**
   * Notes a shard of any member, before the first is added.
   *
   * @param rows rows of the shard; 0 if it counts as absent
   */
  void note(int shard, int rows) {
    if (shards.isPresent()) {
      shards.get().set(shard, rows);
    }
  }

  /**
   * Begins the last own shard, whose gradients are exchanged while its run computes them.
   *
   * @param rows rows of the shard; 0 if it counts as absent
   */
  void beginLast(StepRun run, int rows) {
    for (ReductionTree each : gradients) {
      each.place(1, rows);
    }
    GradientExchange used = exchange;
    if (used != null && overlapping) {
      progress.begin();
      run.watch(progress);
      thread.start(() -> used.run(gate(run), companion()));
    }
  }

  /** The last own shard's run has failed. */
  void fail(StepRun run) {
    run.unwatch();
    progress.give();
  }

  private GradientExchange.Gate gate(StepRun run) {
    return new GradientExchange.Gate() {
      @Override
      public void await(int array, int from, int to) {
        progress.await(run.phaseOf(array, from, to));
      }

      @Override
      public void awaitAll() {
        progress.awaitAll();
      }
    };
  }

  /** Loss, parts and states. */
  private GradientExchange.Companion companion() {
    return new GradientExchange.Companion() {
      @Override
      public void send() {
        if (gatheredScalars != null) {
          gatheredScalars.send();
        }
        if (gatheredStates != null) {
          gatheredStates.send();
        }
      }

      @Override
      public void receive() {
        if (gatheredScalars != null) {
          gatheredScalars.combine();
        }
        if (gatheredStates != null) {
          gatheredStates.combine();
        }
      }
    };
  }

  /**
   * Adds the results of the next shard, whose gradients are in the step's memory.
   *
   * @param rows rows of the shard; 0 if it counts as absent
   */
  void add(StepRun run, int shard, int rows, float loss, PartShares shares) {
    scalars[0] = loss;
    for (int part = 0; part < run.parts(); part++) {
      scalars[1 + part] = shares.ofLast(part, run);
    }
    averaged.read(run, states);
    sumOfScalars.add(rows);
    meanOfStates.add(rows);
    if (shard < own.end() - 1) {
      addGradients(rows);
    } else if (thread.isRunning()) {
      run.unwatch();
      progress.complete();
    }
  }

  /** Adds an own shard without rows. */
  void addAbsent() {
    sumOfScalars.add(0);
    meanOfStates.add(0);
    addGradients(0);
  }

  private void addGradients(int rows) {
    for (ReductionTree each : gradients) {
      each.add(rows);
    }
  }

  /** Writes the sums of all shards' gradients to the step's memory. */
  void finish() {
    if (exchange != null && shards.isPresent()) {
      exchange(exchange, shards.get().members());
    } else {
      for (ReductionTree each : gradients) {
        each.finish();
      }
    }
    sumOfScalars.finish();
    meanOfStates.finish();
  }

  private void exchange(GradientExchange used, Members members) {
    members.beginWaiting();
    if (thread.isRunning()) {
      thread.join();
    } else {
      used.run(GradientExchange.AT_ONCE, companion());
    }
    members.flush();
    members.endWaiting();
  }

  /** Writes the means of the states to the models. */
  void writeStates() {
    averaged.write(states);
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
