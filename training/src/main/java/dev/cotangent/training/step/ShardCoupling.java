package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks on a first mini-batch that dividing it into shards changes the rounding of a step, not its
 * meaning: in inference mode, each part's terms and weights have the same bits in the shards as in
 * the whole mini-batch, or do not depend on the rows at all.
 */
final class ShardCoupling {

  private static final int TENSORS_OF_PART = 2;

  private final StepSettings settings;
  private final Objective objective;
  private final StepPlans plans;
  private final StepPass pass;

  ShardCoupling(StepSettings settings, StepPlans plans, StepPass pass) {
    this.settings = settings;
    this.objective = settings.objective();
    this.plans = plans;
    this.pass = pass;
  }

  /**
   * Checks a step.
   *
   * @param run the run of a shard
   * @throws CotangentException naming a state that must not be averaged, or the part whose terms
   *     depend on several rows at once
   */
  void check(StepRun run, BatchShards shards, Batch batch, long step) {
    for (Parameter state : run.states()) {
      if (!state.isAveragedOverShards()) {
        throw new CotangentException(
            "shards: "
                + pass.nameOf(state)
                + " is updated by each shard, expected a state whose values may be averaged"
                + " (Parameter.averagedOverShards), or a frozen one");
      }
    }
    if (!settings.sharding().perShard()) {
      compare(shards, batch, step);
    }
  }

  private void compare(BatchShards shards, Batch batch, long step) {
    Terms whole = terms(batch, step, shards.firstRow(shards.own().first()));
    Place[] places = new Place[whole.values.size()];
    Arrays.setAll(places, i -> new Place(whole.values.get(i)));
    for (ShardBatch part : parts(shards)) {
      Terms own = terms(part, step, part.firstRow());
      for (int k = 0; k < places.length; k++) {
        places[k].compare(own.values.get(k));
      }
    }
    for (int k = 0; k < places.length; k++) {
      if (!places[k].isSame()) {
        throw coupled(whole.names.get(k / TENSORS_OF_PART), batch);
      }
    }
  }

  /** The own shards that have rows; if that is one alone, its halves. */
  private static List<ShardBatch> parts(BatchShards shards) {
    List<ShardBatch> parts = new ArrayList<>();
    ShardRange own = shards.own();
    for (int i = own.first(); i < own.end(); i++) {
      if (shards.isPresent(i)) {
        parts.add(shards.get(i));
      }
    }
    return parts.size() == 1 && parts.get(0).rows() > 1 ? parts.get(0).halves() : parts;
  }

  private CotangentException coupled(String part, Batch batch) {
    return new CotangentException(
        "shards: "
            + (objective.loss().isPresent()
                ? "loss " + objective.loss().get().id()
                : "part '" + part + "' of the objective")
            + " depends on several rows of a mini-batch at once ("
            + batch.describe()
            + "), expected terms that depend on one row each; Trainer.perShard(true) computes it"
            + " within each shard");
  }

  private Terms terms(Batch batch, long step, int firstRow) {
    Forward forward = Forward.of(objective, batch, PlanContext.forInference());
    List<Tensor> tensors = new ArrayList<>();
    for (Part part : forward.parts()) {
      tensors.add(part.terms().elements());
      tensors.add(part.terms().weights());
    }
    StepRun run = plans.of(tensors, batch);
    pass.execute(run, batch, step, firstRow);
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      values.add(run.output(i));
    }
    return new Terms(forward.parts().stream().map(Part::name).toList(), values);
  }

  /** Terms and weights of each part. */
  private record Terms(List<String> names, List<double[]> values) {}

  /** A tensor of the whole mini-batch, and how much of it the shards have had so far. */
  private static final class Place {

    private final double[] whole;
    private boolean each = true;
    private boolean independent = true;
    private int at;

    Place(double[] whole) {
      this.whole = whole;
    }

    void compare(double[] shard) {
      independent &= Arrays.equals(whole, shard);
      each &=
          at + shard.length <= whole.length
              && Arrays.equals(whole, at, at + shard.length, shard, 0, shard.length);
      at += shard.length;
    }

    boolean isSame() {
      return independent || (each && at == whole.length);
    }
  }
}
