package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.optim.GradientClipping;
import java.util.Optional;

/** What decides the numbers of a step, beside model and data. */
record StepSettings(
    Loss loss,
    Optimizer optimizer,
    Schedule schedule,
    Optional<GradientClipping> clipping,
    long seed) {}
