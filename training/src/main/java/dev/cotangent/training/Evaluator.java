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
 * <p>Computed are the loss and the usual metrics, where they are defined: for classes the
 * {@linkplain dev.cotangent.training.metric.Accuracy accuracy}, for numbers with an output each the
 * {@linkplain dev.cotangent.training.metric.Rmse RMSE} and {@linkplain
 * dev.cotangent.training.metric.R2 R²}. Samples are served in chunks of {@value #CHUNK}; the
 * numbers do not depend on workers and kernels.
 *
 * <p>Samples, or the elements of their targets, count by their weights, those of the class that the
 * loss ignores not at all.
 *
 * <p>One object plans once and may be used again after the model has changed. For one thread at a
 * time.
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
   * Measures the usual metrics and others, which come after them; one that has the name of a usual
   * one, such as {@code accuracy}, takes its place.
   *
   * @throws dev.cotangent.core.CotangentException if two of the others have one name
   */
  public static Evaluator of(
      Model model, Loss loss, Workers workers, Kernels kernels, Metric... others) {
    Engine engine = new Engine(workers, false, kernels);
    return new Evaluator(model, loss, engine, MetricSet.USUAL.with(List.of(others)));
  }

  /** A new evaluator that measures the usual metrics, as by default, or the others alone. */
  public Evaluator usualMetrics(boolean wanted) {
    return new Evaluator(model, loss, engine, metrics.withUsual(wanted));
  }

  /**
   * Evaluates a model once, with as many workers as there are processors and the kernels that are
   * fast at once.
   *
   * @param others metrics besides the usual ones
   * @throws dev.cotangent.core.CotangentException if data, model, loss and metrics do not fit each
   *     other, or there are no samples
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
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
   * @throws dev.cotangent.core.CotangentException if data, model and loss do not fit each other or
   *     there are no samples
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public static Evaluation evaluate(
      Model model, Dataset data, Loss loss, Workers workers, Kernels kernels) {
    return of(model, loss, workers, kernels).evaluate(data);
  }

  /**
   * Evaluates the model as it is now.
   *
   * @throws dev.cotangent.core.CotangentException if data, model and loss do not fit each other,
   *     there are no samples, or none that counts
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
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
    List<EvaluationRun> forgotten = runs.values().stream().filter(which).toList();
    forgotten.forEach(run -> calls.add(run.kernels(), run.kernelCalls()));
    runs.values().removeAll(forgotten);
  }

  /** How many calls each kernel set has served, by its id. */
  @Override
  public Map<String, Long> kernelCalls() {
    KernelCalls all = calls.copy();
    runs.values().forEach(run -> all.add(run.kernels(), run.kernelCalls()));
    return all.byId();
  }
}
