package dev.cotangent.training.step;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import dev.cotangent.training.objective.Objective;
import java.util.Optional;

/**
 * The settings that determine a step's numbers, apart from the data.
 *
 * @param sharding the division of mini-batches into shards
 */
public record StepSettings(
    Objective objective,
    ParameterGroups groups,
    Schedule schedule,
    Optional<ValueClipping> valueClipping,
    Optional<GradientClipping> clipping,
    long seed,
    Sharding sharding) {

  /** Settings with one optimizer for all weights. */
  public StepSettings(
      Objective objective,
      Optimizer optimizer,
      Schedule schedule,
      Optional<GradientClipping> clipping,
      long seed) {
    this(
        objective,
        ParameterGroups.of(optimizer),
        schedule,
        Optional.empty(),
        clipping,
        seed,
        Sharding.NONE);
  }

  /** Returns these settings with another schedule. */
  public StepSettings with(Schedule other) {
    return new StepSettings(objective, groups, other, valueClipping, clipping, seed, sharding);
  }

  /** The optimizer of weights outside any group. */
  public Optimizer optimizer() {
    return groups.rules().get(0);
  }
}
