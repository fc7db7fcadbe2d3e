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

  private final ShardRange own;
  private final ReductionTree[] gradients;
  private final Optional<MemberShards> shards;
  private final ReducedSegments[] reduced;
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
    this.reduced =
        shards
            .map(known -> reduced(memory, known, workers))
            .orElseGet(() -> new ReducedSegments[0]);
    this.averaged = new AveragedStates(memory);
    this.states = new float[averaged.size()];
    this.meanOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());
    this.gatheredStates =
        shards.isEmpty() || states.length == 0
            ? null
            : new GatheredNodes(meanOfStates, states, shards.get());
  }

  private ReducedSegments[] reduced(StepMemory memory, MemberShards known, Workers workers) {
    ReducedSegments[] made = new ReducedSegments[gradients.length];
    for (int i = 0; i < made.length; i++) {
      made[i] =
          new ReducedSegments(
              gradients[i], memory.gradients().get(i), known, own.sharding(), workers);
    }
    return made;
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
    addAll(shard, rows);
  }

  /** Adds an own shard without rows. */
  void addAbsent(int shard) {
    addAll(shard, 0);
  }

  /**
   * Notes a shard of another member.
   *
   * @param rows rows of the shard; 0 if it counts as absent
   */
  void addOthers(int shard, int rows) {
    if (shards.isPresent()) {
      shards.get().set(shard, rows);
    }
  }

  private void addAll(int shard, int rows) {
    addOthers(shard, rows);
    for (ReductionTree each : gradients) {
      each.add(rows);
    }
    sumOfScalars.add(rows);
    meanOfStates.add(rows);
  }

  /** Writes the sums of all shards' gradients to the step's memory. */
  void finish() {
    if (shards.isPresent()) {
      exchange(shards.get().members());
    } else {
      for (ReductionTree each : gradients) {
        each.finish();
      }
    }
    sumOfScalars.finish();
    meanOfStates.finish();
  }

  /** Sends all nodes at once, the small ones first, and combines what comes in the same order. */
  private void exchange(Members members) {
    send(gatheredScalars);
    send(gatheredStates);
    for (ReducedSegments each : reduced) {
      each.send();
    }
    combine(gatheredScalars);
    combine(gatheredStates);
    for (ReducedSegments each : reduced) {
      each.combine();
    }
    members.flush();
  }

  private static void send(@Nullable GatheredNodes nodes) {
    if (nodes != null) {
      nodes.send();
    }
  }

  private static void combine(@Nullable GatheredNodes nodes) {
    if (nodes != null) {
      nodes.combine();
    }
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
