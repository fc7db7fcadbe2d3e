package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.DataEvaluator;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.measure.ObjectiveEvaluator;
import dev.cotangent.training.measure.ObjectiveMetrics;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** To minimize a custom objective of one or more models. */
record ObjectiveProblem(Objective objective) implements Problem {

  /** Checks that the objective has a model. */
  ObjectiveProblem {
    objective.models();
  }

  @Override
  public Problem withLoss(Loss loss) {
    throw new CotangentException(
        "trainer: an objective defines its own loss in parts; remove the call of loss");
  }

  @Override
  public Model trained(ParameterGroups groups) {
    Models models = Models.of(objective.models());
    List<Model> trained = new ArrayList<>();
    for (int i = 0; i < models.count(); i++) {
      if (models.parameters(i).stream().anyMatch(groups::trains)) {
        trained.add(models.list().get(i));
      }
    }
    if (trained.size() != 1) {
      throw new CotangentException(
          "trainer: fit trains one model, but the objective has "
              + trained.size()
              + " that are not frozen; freeze the others, or train in a custom loop with"
              + " Trainer.step");
    }
    return trained.get(0);
  }

  @Override
  public void checkTraining(Dataset train, int batch) {
    ObjectiveMetrics none = new ObjectiveMetrics(List.of(), Optional.empty());
    new ObjectiveChecks(objective, none, train, batch);
  }

  @Override
  public void check(
      Dataset train, EvaluationSettings evaluation, EpochSettings epochs, boolean checkpoints) {
    new ObjectiveChecks(objective, metrics(evaluation), train, epochs.batch())
        .check(evaluation.validation())
        .checkCheckpoints(checkpoints)
        .announceFigures(epochs.callbacks(), evaluation.validation().isPresent());
  }

  @Override
  public boolean counts(Dataset train) {
    return true;
  }

  @Override
  public Dataset fed(Dataset train) {
    return train;
  }

  @Override
  public RunSettings identified(RunSettings settings, EpochBatches batches) {
    return settings.with(objective, batches.whole());
  }

  @Override
  public DataEvaluator evaluator(MetricSet metrics, Engine engine, int batch, long seed) {
    List<OutputMetric> bound = ObjectiveMetrics.bound(metrics);
    return new ObjectiveEvaluator(objective, bound, engine, batch, seed);
  }

  @Override
  public List<OutputMetric> metricsOfSteps(EvaluationSettings evaluation) {
    return metrics(evaluation).ofValidation();
  }

  @Override
  public String toString() {
    return objective.toString();
  }

  private static ObjectiveMetrics metrics(EvaluationSettings evaluation) {
    return ObjectiveMetrics.of(evaluation.metrics(), evaluation.trainingMetrics());
  }
}
