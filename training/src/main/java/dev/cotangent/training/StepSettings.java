package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import java.util.Optional;

/** What decides the numbers of a step, beside the data. */
record StepSettings(
    Objective objective,
    ParameterGroups groups,
    Schedule schedule,
    Optional<ValueClipping> valueClipping,
    Optional<GradientClipping> clipping,
    long seed) {

  /** One rule for all weights. */
  StepSettings(
      Objective objective,
      Optimizer optimizer,
      Schedule schedule,
      Optional<GradientClipping> clipping,
      long seed) {
    this(objective, ParameterGroups.of(optimizer), schedule, Optional.empty(), clipping, seed);
  }

  /**
   * The loss of a supervised training.
   *
   * @throws CotangentException if it is another one
   */
  Loss loss() {
    return objective
        .loss()
        .orElseThrow(
            () ->
                new CotangentException("trainer: an objective has no loss; it is trained by step"));
  }

  /** The training's own rule. */
  Optimizer optimizer() {
    return groups.rules().get(0);
  }
}
