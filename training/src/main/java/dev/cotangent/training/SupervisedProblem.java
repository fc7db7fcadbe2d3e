package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.DataEvaluator;
import dev.cotangent.training.measure.LossTargets;
import dev.cotangent.training.measure.MeasuredMetrics;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.measure.ModelEvaluator;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Figures;
import dev.cotangent.training.step.BatchShape;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.ParameterGroups;
import java.util.List;
import java.util.Optional;

/**
 * To fit one model to the targets of the data.
 *
 * @param given the loss to minimize; required by all but {@link #withLoss}
 */
record SupervisedProblem(Model model, Optional<Loss> given) implements Problem {

  /** Creates the problem without its loss. */
  static SupervisedProblem of(Model model) {
    return new SupervisedProblem(model, Optional.empty());
  }

  @Override
  public Problem withLoss(Loss loss) {
    return new SupervisedProblem(model, Optional.of(loss));
  }

  @Override
  public Objective objective() {
    return Objective.supervised(model, loss());
  }

  private Loss loss() {
    return given.orElseThrow(
        () -> new CotangentException("trainer: no loss was given; set one with Trainer.loss"));
  }

  @Override
  public Model trained(ParameterGroups groups) {
    return model;
  }

  @Override
  public void checkTraining(Dataset train, int batch) {
    check(train, "training");
  }

  @Override
  public void check(
      Dataset train, EvaluationSettings evaluation, EpochSettings epochs, boolean checkpoints) {
    new BatchShape(model, loss()).check(train, "training");
    evaluation.validation().ifPresent(data -> check(data, "validation"));
    announceFigures(train, evaluation, epochs.callbacks());
    new Advice(model)
        .onSettings(train, loss(), epochs.callbacks(), evaluation.validation().isPresent());
  }

  private void check(Dataset data, String name) {
    new BatchShape(model, loss()).check(data, name);
    LossTargets.counted(loss(), data, name);
  }

  /** Checks the metrics, and that callbacks watch existing figures. */
  private void announceFigures(
      Dataset train, EvaluationSettings evaluation, List<Callback> callbacks) {
    List<Metric> ofTraining =
        evaluation.trainingMetrics().map(set -> checked(set, train)).orElse(List.of());
    List<Metric> watched =
        evaluation.validation().map(data -> checked(evaluation.metrics(), data)).orElse(ofTraining);
    Figures figures = Figures.of(watched);
    callbacks.forEach(callback -> callback.onFigures(figures));
  }

  private List<Metric> checked(MetricSet set, Dataset data) {
    MetricInput input = MetricSet.input(model, loss(), data);
    List<Metric> all = set.of(input, data);
    new MeasuredMetrics(input, all, LossTargets.withoutIgnored(loss(), data));
    return all;
  }

  @Override
  public boolean counts(Dataset train) {
    return LossTargets.counts(loss(), train);
  }

  @Override
  public Dataset fed(Dataset train) {
    return new BatchShape(model, loss()).fed(train);
  }

  @Override
  public RunSettings identified(RunSettings settings, EpochBatches batches) {
    return settings;
  }

  @Override
  public DataEvaluator evaluator(MetricSet metrics, Engine engine, int batch, long seed) {
    return new ModelEvaluator(model, loss(), engine, metrics);
  }

  @Override
  public List<OutputMetric> metricsOfSteps(EvaluationSettings evaluation) {
    return List.of();
  }

  @Override
  public String toString() {
    return model + ", " + given.map(Object::toString).orElse("no loss");
  }
}
