package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.measure.BoundMetric;
import dev.cotangent.training.measure.ObjectiveMetrics;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import dev.cotangent.training.result.Figures;
import dev.cotangent.training.step.EpochBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that an objective can be trained on data, before anything changes. */
final class ObjectiveChecks {

  private final Objective objective;
  private final int batch;
  private final ObjectiveMetrics metrics;
  private final List<String> parts;

  /**
   * Defines the objective on a batch of the data.
   *
   * @throws CotangentException if the objective or one of its metrics does not fit the data
   */
  ObjectiveChecks(Objective objective, ObjectiveMetrics metrics, Dataset train, int batch) {
    this.objective = objective;
    this.batch = batch;
    this.metrics = metrics;
    this.parts = parts(train, "training", metrics.ofTraining().orElse(List.of()));
  }

  private List<String> parts(Dataset data, String name, List<OutputMetric> wanted) {
    if (data.size() == 0) {
      throw new CotangentException("the " + name + " data has no samples, expected at least one");
    }
    SampleBatch full = new EpochBatches(data, batch, 0).full();
    Forward forward = Forward.forInference(objective, full);
    BoundMetric.all(wanted, forward, new ArrayList<>(), data::namesOf).forEach(BoundMetric::start);
    return forward.parts().stream().map(Part::name).toList();
  }

  /** Checks the validation data. */
  ObjectiveChecks check(Optional<Dataset> validation) {
    validation.ifPresent(data -> parts(data, "validation", metrics.ofValidation()));
    return this;
  }

  /** Checks that the objective has a single model if checkpoints are wanted. */
  ObjectiveChecks checkCheckpoints(boolean wanted) {
    List<String> names = Models.of(objective.models()).names();
    if (wanted && !names.equals(List.of(""))) {
      throw new CotangentException(
          "trainer: a checkpoint of fit holds one model without a name (Objective.of(model, "
              + "..)), but the objective has "
              + names
              + "; use TrainStep.checkpoint for several models");
    }
    return this;
  }

  /**
   * Tells the callbacks which figures they may watch.
   *
   * @param validated whether there is validation data
   */
  void announceFigures(List<Callback> callbacks, boolean validated) {
    Optional<List<OutputMetric>> watched =
        validated ? Optional.of(metrics.ofValidation()) : metrics.ofTraining();
    Figures figures =
        watched.map(found -> Figures.of(parts, found)).orElseGet(() -> Figures.of(List.of()));
    callbacks.forEach(callback -> callback.onFigures(figures));
  }
}
