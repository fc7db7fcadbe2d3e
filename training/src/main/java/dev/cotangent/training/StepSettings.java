package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import java.util.Optional;

/** What decides the numbers of a step, beside model and data. */
record StepSettings(
    Loss loss,
    ParameterGroups groups,
    Schedule schedule,
    Optional<ValueClipping> valueClipping,
    Optional<GradientClipping> clipping,
    long seed) {

  /** One rule for all weights. */
  StepSettings(
      Loss loss,
      Optimizer optimizer,
      Schedule schedule,
      Optional<GradientClipping> clipping,
      long seed) {
    this(loss, ParameterGroups.of(optimizer), schedule, Optional.empty(), clipping, seed);
  }

  /** The training's own rule. */
  Optimizer optimizer() {
    return groups.rules().get(0);
  }
}
