package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The means of replicas along the {@link ReductionTree} over the shards, in which members exchange
 * the nodes that they can compute: of weights and optimizer state, weighted by the shards' weights,
 * and of the layers' states, weighted by their rows. Single-threaded apart from the workers.
 */
final class ReplicaMeans {

  private final ShardRange own;
  private final ReplicaNumbers numbers;
  private final ReductionTree tree;
  private final AveragedStates averaged;
  private final float[] states;
  private final ReductionTree treeOfStates;
  private final @Nullable Exchanged exchanged;
  private boolean any;

  /**
   * Creates means.
   *
   * @param models receive them
   */
  ReplicaMeans(UpdateTarget[] models, ShardRange own, Optional<Members> members, Workers workers) {
    this.own = own;
    this.numbers = new ReplicaNumbers(models);
    this.tree = new ReductionTree(numbers.array(), NodeRule.MEAN, workers);
    this.averaged = new AveragedStates(StepMemory.of(models));
    this.states = new float[averaged.size()];
    this.treeOfStates = new ReductionTree(states, NodeRule.MEAN, Workers.serial());
    this.exchanged =
        members.isPresent() && members.get().count() > 1 ? exchanged(members.get()) : null;
  }

  private Exchanged exchanged(Members members) {
    int count = own.sharding().count();
    MemberShards byWeight = new MemberShards(members, count);
    MemberShards byRows = new MemberShards(members, count);
    return new Exchanged(
        byWeight,
        new GradientExchange(
            new ReductionTree[] {tree},
            List.of(numbers.array()),
            byWeight,
            NodeRule.MEAN,
            NumberFormat.FLOAT32),
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
      double weight = record.weight(shard, steps);
      if (weight != 0) {
        UpdateTarget[] replica = replicas.get(shard - own.first());
        numbers.read(replica);
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

  /**
   * Checks that the means are finite.
   *
   * @param trained the weights that steps change, for each model and group
   * @throws dev.cotangent.training.failure.NonFiniteException naming the first weight whose mean is
   *     not
   */
  void check(Ranges[][] trained, StepPass pass, Batch batch, long step) {
    numbers.check(trained, pass, batch, step);
  }

  /**
   * Writes the means to the models, unless no shard had weight.
   *
   * @param trained the weights that steps change, for each model and group
   */
  void write(Ranges[][] trained) {
    if (any) {
      numbers.write(trained);
      averaged.write(states);
    }
  }
}
