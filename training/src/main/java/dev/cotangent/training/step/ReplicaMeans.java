package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.work.Workers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The means of replicas along the {@link ReductionTree} over the shards, in which members exchange
 * the nodes that they can compute: weights and optimizer state, one after another in one array,
 * weighted by the shards' weights, and the layers' states, weighted by their rows. Single-threaded
 * apart from the workers.
 */
final class ReplicaMeans {

  private final UpdateTarget[] models;
  private final ShardRange own;
  private final float[] numbers;
  private final ReductionTree tree;
  private final AveragedStates averaged;
  private final float[] states;
  private final ReductionTree treeOfStates;
  private final @Nullable Exchanged exchanged;
  private boolean any;

  ReplicaMeans(UpdateTarget[] models, ShardRange own, Optional<Members> members, Workers workers) {
    this.models = models;
    this.own = own;
    this.numbers = new float[size(models)];
    this.tree = new ReductionTree(numbers, NodeRule.MEAN, workers);
    this.averaged = new AveragedStates(StepMemory.of(models));
    this.states = new float[averaged.size()];
    this.treeOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());
    this.exchanged =
        members.isPresent() && members.get().count() > 1 ? exchanged(members.get(), workers) : null;
  }

  private static int size(UpdateTarget[] models) {
    long size = 0;
    for (UpdateTarget model : models) {
      size += (1L + model.slots().length) * model.gradients().length;
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new CotangentException(
          "syncEvery: weights and optimizer state have "
              + size
              + " numbers, expected at most "
              + (Integer.MAX_VALUE - 8));
    }
    return (int) size;
  }

  private Exchanged exchanged(Members members, Workers workers) {
    int count = own.sharding().count();
    MemberShards byWeight = new MemberShards(members, count);
    MemberShards byRows = new MemberShards(members, count);
    return new Exchanged(
        byWeight,
        new GradientExchange(
            new ReductionTree[] {tree},
            List.of(numbers),
            byWeight,
            NodeRule.MEAN,
            NumberFormat.FLOAT32,
            workers),
        byRows,
        states.length == 0
            ? Optional.empty()
            : Optional.of(new GatheredNodes(treeOfStates, states, byRows)));
  }

  /** The nodes that travel between members. */
  private record Exchanged(
      MemberShards byWeight,
      GradientExchange nodes,
      MemberShards byRows,
      Optional<GatheredNodes> gathered)
      implements GradientExchange.Companion {

    void run() {
      nodes.run(GradientExchange.AT_ONCE, this);
      byWeight.members().flush();
    }

    @Override
    public void send() {
      gathered.ifPresent(GatheredNodes::send);
    }

    @Override
    public void receive() {
      gathered.ifPresent(GatheredNodes::combine);
    }
  }

  /**
   * Computes the means after a round.
   *
   * @param record complete for so many steps
   */
  void compute(Replicas replicas, LocalRecord record, int steps) {
    weigh(record, steps);
    tree.begin(own.first());
    treeOfStates.begin(own.first());
    for (int shard = own.first(); shard < own.end(); shard++) {
      UpdateTarget[] replica = replicas.get(shard - own.first());
      double weight = record.weight(shard, steps);
      if (weight != 0) {
        read(replica);
        averaged.read(replica, states);
      }
      tree.add(weight);
      treeOfStates.add(record.rows(shard, steps));
    }
    if (exchanged != null) {
      exchanged.run();
    } else {
      tree.finish();
    }
    treeOfStates.finish();
  }

  private void weigh(LocalRecord record, int steps) {
    any = false;
    for (int shard = 0; shard < own.sharding().count(); shard++) {
      double weight = record.weight(shard, steps);
      any |= weight != 0;
      if (exchanged != null) {
        exchanged.byWeight.set(shard, weight);
        exchanged.byRows.set(shard, record.rows(shard, steps));
      }
    }
  }

  private void read(UpdateTarget[] replica) {
    int at = 0;
    for (UpdateTarget target : replica) {
      int size = target.gradients().length;
      System.arraycopy(target.values(), 0, numbers, at, size);
      at += size;
      for (float[] slot : target.slots()) {
        System.arraycopy(slot, 0, numbers, at, size);
        at += size;
      }
    }
  }

  /** Whether all means are finite. */
  boolean areFinite() {
    return GradientSweep.zeroIfFinite(numbers, 0, numbers.length) == 0;
  }

  /** The first of a model's elements whose mean is not finite, or that of its state; −1: none. */
  int firstNonFinite(int model, Ranges[] trained) {
    int size = models[model].gradients().length;
    int start = start(model);
    for (int i = 0; i < size * (1 + models[model].slots().length); i++) {
      if (!Float.isFinite(numbers[start + i]) && contain(trained, i % size)) {
        return i % size;
      }
    }
    return -1;
  }

  private static boolean contain(Ranges[] all, int element) {
    for (Ranges ranges : all) {
      if (ranges.contains(element)) {
        return true;
      }
    }
    return false;
  }

  private int start(int model) {
    int start = 0;
    for (int i = 0; i < model; i++) {
      start += models[i].gradients().length * (1 + models[i].slots().length);
    }
    return start;
  }

  /**
   * Writes the means to the models, unless no shard had weight.
   *
   * @param trained the weights that steps change, for each model and group
   */
  void write(Ranges[][] trained) {
    if (!any) {
      return;
    }
    int at = 0;
    for (int i = 0; i < models.length; i++) {
      int size = models[i].gradients().length;
      copy(trained[i], at, models[i].values());
      at += size;
      for (float[] slot : models[i].slots()) {
        copy(trained[i], at, slot);
        at += size;
      }
      models[i].restored();
    }
    averaged.write(states);
  }

  private void copy(Ranges[] trained, int at, float[] target) {
    for (Ranges ranges : trained) {
      for (int range = 0; range < ranges.count(); range++) {
        int from = ranges.from(range);
        System.arraycopy(numbers, at + from, target, from, ranges.to(range) - from);
      }
    }
  }
}
