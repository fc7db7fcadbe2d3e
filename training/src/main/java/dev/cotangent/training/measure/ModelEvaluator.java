package dev.cotangent.training.measure;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.step.BatchShape;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.KernelCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Evaluates a model with one loss, in chunks of {@value #CHUNK} samples. Plans once for each size
 * of a chunk. Single-threaded.
 */
public final class ModelEvaluator implements DataEvaluator {

  private static final int CHUNK = 256;

  private final Model model;
  private final Loss loss;
  private final Engine engine;
  private final MetricSet metrics;
  private final Map<BatchForm, EvaluationRun> runs = new LinkedHashMap<>();
  private final KernelCalls calls = new KernelCalls();

  public ModelEvaluator(Model model, Loss loss, Engine engine, MetricSet metrics) {
    this.model = model;
    this.loss = loss;
    this.engine = engine;
    this.metrics = metrics;
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
    Dataset counted = LossTargets.counted(loss, data, "evaluation");
    MeasuredMetrics measured = measure(counted);
    Dataset fed = shape.fed(data);
    int most = Math.min(CHUNK, data.size());
    SampleBatch batch = SampleBatch.of(fed, most);
    int[] order = IntStream.range(0, data.size()).toArray();
    int elements = most * model.outputShape().size();
    float[] outputs = new float[elements];
    int chunks = (data.size() - 1) / CHUNK + 1;
    EvaluationRounds rounds =
        new EvaluationRounds(
            engine.members(),
            chunks,
            elements,
            (index, into, slot, sums) -> {
              batch.gather(fed, order, index * CHUNK, rows(data, index));
              EvaluationRun run = run(BatchForm.of(batch));
              run.execute(batch, engine.workers(), into, slot * elements);
              sums[2 * slot] = run.lossSum();
              sums[2 * slot + 1] = run.lossWeight();
            });
    double sum = 0;
    double weight = 0;
    for (int index = 0; index < chunks; index++) {
      rounds.advance(index);
      rounds.copyOutputs(index, outputs);
      measured.add(outputs, index * CHUNK, rows(data, index));
      sum += rounds.lossSum(index);
      weight += rounds.lossWeight(index);
    }
    return new Evaluation(data.size(), sum / weight, measured.values());
  }

  private static int rows(Dataset data, int chunk) {
    return Math.min(CHUNK, data.size() - chunk * CHUNK);
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

  @Override
  public Map<String, Long> kernelCalls() {
    KernelCalls all = calls.copy();
    runs.values().forEach(run -> all.add(run.kernels(), run.kernelCalls()));
    return all.byId();
  }
}
