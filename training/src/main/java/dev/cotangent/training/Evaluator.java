package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Evaluates a model in inference mode (dropout off).
 *
 * <p>Computes the loss and the default metrics that apply: {@linkplain
 * dev.cotangent.training.metric.Accuracy accuracy} for classes; {@linkplain
 * dev.cotangent.training.metric.Rmse RMSE} and {@linkplain dev.cotangent.training.metric.R2 R²} for
 * numbers with an output each. Samples are processed in chunks of {@value #CHUNK}; the results do
 * not depend on workers and kernels.
 *
 * <p>Samples, or the elements of their targets, count by their weights; those of the class that the
 * loss ignores do not count.
 *
 * <p>An evaluator plans once and can be reused after the model has changed. One thread at a time.
 */
public final class Evaluator implements DataEvaluator {

  private static final int CHUNK = 256;

  private final Model model;
  private final Loss loss;
  private final Engine engine;
  private final MetricSet metrics;
  private final Map<BatchForm, EvaluationRun> runs = new LinkedHashMap<>();
  private final KernelCalls calls = new KernelCalls();

  Evaluator(Model model, Loss loss, Engine engine, MetricSet metrics) {
    this.model = model;
    this.loss = loss;
    this.engine = engine;
    this.metrics = metrics;
  }

  /**
   * Creates an evaluator for the default metrics and others, which follow them; a metric with the
   * name of a default one, such as {@code accuracy}, replaces it.
   *
   * @throws dev.cotangent.core.CotangentException if two of the other metrics have the same name
   */
  public static Evaluator of(
      Model model, Loss loss, Workers workers, Kernels kernels, Metric... others) {
    Engine engine = new Engine(workers, false, kernels);
    return new Evaluator(model, loss, engine, MetricSet.USUAL.with(List.of(others)));
  }

  /** Returns an evaluator with or without the default metrics (default: with). */
  public Evaluator usualMetrics(boolean wanted) {
    return new Evaluator(model, loss, engine, metrics.withUsual(wanted));
  }

  /**
   * Evaluates a model once, with as many workers as there are processors and the kernels that are
   * fast without warm-up.
   *
   * @param others metrics in addition to the default ones
   * @throws dev.cotangent.core.CotangentException if data, model, loss and metrics do not fit
   *     together, or there are no samples
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  public static Evaluation evaluate(Model model, Dataset data, Loss loss, Metric... others) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (Workers workers = ForkJoinWorkers.of(processors)) {
      return of(model, loss, workers, PassKernels.of(model, data.size()), others).evaluate(data);
    }
  }

  /**
   * Evaluates a model once.
   *
   * @throws dev.cotangent.core.CotangentException if data, model and loss do not fit together, or
   *     there are no samples
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  public static Evaluation evaluate(
      Model model, Dataset data, Loss loss, Workers workers, Kernels kernels) {
    return of(model, loss, workers, kernels).evaluate(data);
  }

  /**
   * Evaluates the model in its current state.
   *
   * @throws dev.cotangent.core.CotangentException if data, model and loss do not fit together,
   *     there are no samples, or all of them have weight 0
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  @Override
  public Evaluation evaluate(Dataset data) {
    BatchShape shape = new BatchShape(model, loss);
    shape.check(data, "evaluation");
    Dataset counted = LossTargets.withoutIgnored(loss, data);
    DatasetChecks.someWeight(counted, "evaluation");
    MeasuredMetrics measured = measure(counted);
    Dataset fed = shape.fed(data);
    int[] order = IntStream.range(0, data.size()).toArray();
    SampleBatch batch = SampleBatch.of(fed, Math.min(CHUNK, data.size()));
    float[] outputs = new float[Math.min(CHUNK, data.size()) * model.outputShape().size()];
    double sum = 0;
    double weight = 0;
    for (int row = 0; row < data.size(); row += batch.rows()) {
      batch.gather(fed, order, row, Math.min(CHUNK, data.size() - row));
      EvaluationRun run = run(batch.form());
      run.execute(batch, engine.workers(), outputs, 0);
      measured.add(outputs, row, batch.rows());
      sum += run.lossSum();
      weight += run.lossWeight();
    }
    return new Evaluation(data.size(), sum / weight, measured.values());
  }

  private MeasuredMetrics measure(Dataset data) {
    MetricInput input = MetricSet.input(model, loss, data);
    return new MeasuredMetrics(input, metrics.of(input, data), data);
  }

  private EvaluationRun run(BatchForm form) {
    Kernels kernels = engine.kernels();
    forget(run -> run.kernels() != kernels);
    if (runs.size() > 1) {
      forget(run -> run.form().rows() != CHUNK && !run.form().equals(form));
    }
    return runs.computeIfAbsent(form, key -> new EvaluationRun(model, loss, key, kernels));
  }

  private void forget(Predicate<EvaluationRun> which) {
    List<EvaluationRun> dropped = runs.values().stream().filter(which).toList();
    dropped.forEach(run -> calls.add(run.kernels(), run.kernelCalls()));
    runs.values().removeAll(dropped);
  }

  /** The number of calls that each kernel set has served, by its id. */
  @Override
  public Map<String, Long> kernelCalls() {
    KernelCalls all = calls.copy();
    runs.values().forEach(run -> all.add(run.kernels(), run.kernelCalls()));
    return all.byId();
  }
}
