package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/**
 * Applies gradients to weights completely or not at all: an interrupted sweep is completed, a
 * failed one is not committed. Single-threaded apart from the sweep; allocates nothing.
 */
final class AppliedUpdate {

  private final Update update;
  private final Runnable sweep;
  private final UpdateTarget[] targets;
  private final StepSettings settings;
  private final Models models;
  private final StepFailures failures;

  /**
   * Creates an update.
   *
   * @param sweep the update, bound to workers
   * @param targets those of the update
   */
  AppliedUpdate(
      Update update,
      Runnable sweep,
      UpdateTarget[] targets,
      StepSettings settings,
      Models models,
      StepFailures failures) {
    this.update = update;
    this.sweep = sweep;
    this.targets = targets;
    this.settings = settings;
    this.models = models;
    this.failures = failures;
  }

  /**
   * Updates the weights by the gradients in memory.
   *
   * @param run names the weights that it trains
   * @param step number of the step, from 0
   * @param limit permits the change, if that is asked for
   */
  void run(Batch batch, StepRun run, long step, double rateScale, Optional<StepLimit> limit) {
    update.begin(step + 1, settings.schedule(), rateScale, run.trained());
    if (update.alwaysReturns()) {
      limit.ifPresent(StepLimit::beginUpdate);
    }
    sweep(batch, step);
    if (!update.accepted()) {
      throw failures.gradient(batch, step);
    }
    checkFinite(batch, step);
    if (!update.alwaysReturns()) {
      limit.ifPresent(StepLimit::beginUpdate);
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i].commit(run.trained()[i]);
    }
  }

  private void sweep(Batch batch, long step) {
    try {
      sweep.run();
    } catch (CancellationException interrupted) {
      if (Arrays.stream(targets).noneMatch(UpdateTarget::isTouched)) {
        throw failures.of(interrupted, batch, step);
      }
      complete(batch, step);
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private void complete(Batch batch, long step) {
    try {
      update.complete();
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private void checkFinite(Batch batch, long step) {
    for (int i = 0; i < targets.length; i++) {
      OptionalInt nonFinite = targets[i].firstNonFinite();
      if (nonFinite.isPresent()) {
        int element = nonFinite.getAsInt();
        NamedParameter parameter =
            new NamedParameter(models.names().get(i), targets[i].parameter(element));
        throw failures.update(parameter, update.explain(i, element), batch, step);
      }
    }
  }
}
