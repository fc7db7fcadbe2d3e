package dev.cotangent.training.evaluation;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.measure.ModelEvaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.step.Engine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a model in inference mode (dropout off).
 *
 * <p>Computes the loss and the default metrics that apply: {@linkplain
 * dev.cotangent.training.metric.Accuracy accuracy} for classes; {@linkplain
 * dev.cotangent.training.metric.Rmse RMSE} and {@linkplain dev.cotangent.training.metric.R2 R²} for
 * numbers with an output each. The results do not depend on workers and kernels.
 *
 * <p>Samples, or the elements of their targets, count by their weights; those of the class that the
 * loss ignores do not count.
 *
 * <p>An evaluator on given workers plans once and can be reused after the model has changed. One
 * thread at a time.
 */
public final class Evaluator {

  private final Model model;
  private final Loss loss;
  private final MetricSet metrics;
  private final Optional<Engine> engine;
  private @Nullable ModelEvaluator evaluator;

  private Evaluator(Model model, Loss loss, MetricSet metrics, Optional<Engine> engine) {
    this.model = Given.of("evaluator: the model", model);
    this.loss = Given.of("evaluator: the loss", loss);
    this.metrics = metrics;
    this.engine = engine;
  }

  /**
   * Creates an evaluator that starts a worker for each processor in each evaluation, and runs on
   * kernels that are fast without warm-up unless there is {@linkplain PassKernels much to compute}.
   *
   * @param others metrics in addition to the default ones; one with the name of a default metric,
   *     such as {@code accuracy}, replaces it
   * @throws dev.cotangent.core.CotangentException if two of the other metrics have the same name
   */
  public static Evaluator of(Model model, Loss loss, Metric... others) {
    return new Evaluator(model, loss, MetricSet.USUAL.with(List.of(others)), Optional.empty());
  }

  /**
   * Like {@link #of(Model, Loss, Metric...)}, on workers that the caller closes.
   *
   * @throws dev.cotangent.core.CotangentException if two of the other metrics have the same name
   */
  public static Evaluator of(
      Model model, Loss loss, Workers workers, Kernels kernels, Metric... others) {
    Engine engine = new Engine(workers, false, kernels);
    return new Evaluator(model, loss, MetricSet.USUAL.with(List.of(others)), Optional.of(engine));
  }

  /** Returns an evaluator with or without the default metrics (default: with). */
  public Evaluator withDefaultMetrics(boolean wanted) {
    return new Evaluator(model, loss, metrics.withUsual(wanted), engine);
  }

  /**
   * Evaluates the model in its current state.
   *
   * @throws dev.cotangent.core.CotangentException if data, model, loss and metrics do not fit
   *     together, there are no samples, or all of them have weight 0
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  public Evaluation evaluate(Dataset data) {
    Given.of("evaluator: the data", data);
    if (engine.isPresent()) {
      return planned(engine.get()).evaluate(data);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    try (Workers workers = ForkJoinWorkers.of(processors)) {
      Engine passing = new Engine(workers, false, PassKernels.of(model, data.size()));
      return new ModelEvaluator(model, loss, passing, metrics).evaluate(data);
    }
  }

  private ModelEvaluator planned(Engine on) {
    if (evaluator == null) {
      evaluator = new ModelEvaluator(model, loss, on, metrics);
    }
    return evaluator;
  }
}
