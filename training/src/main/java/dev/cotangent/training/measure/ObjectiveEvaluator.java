package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.step.BatchLengths;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.KernelCalls;
import dev.cotangent.training.step.RandomWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Evaluates an objective with its models in inference mode. The loss is the sum of the parts' means
 * over all rows, each times its factor; the metrics are these means, followed by the requested
 * ones. Random draws are functions of seed and row, so that all evaluations draw the same numbers.
 *
 * <p>Single-threaded.
 */
public final class ObjectiveEvaluator implements DataEvaluator {

  private static final int KEPT = 2;

  private final Objective objective;
  private final List<OutputMetric> metrics;
  private final Engine engine;
  private final int batchSize;
  private final RandomWords words;
  private final List<ObjectiveRun> runs = new ArrayList<>();
  private final KernelCalls calls = new KernelCalls();
  private BoundMetric.TargetNaming names = BoundMetric.TargetNaming.UNKNOWN;

  /**
   * Creates an evaluator.
   *
   * @param batchSize number of rows of a data set evaluated at a time
   */
  public ObjectiveEvaluator(
      Objective objective, List<OutputMetric> metrics, Engine engine, int batchSize, long seed) {
    this.objective = objective;
    this.metrics = metrics;
    this.engine = engine;
    this.batchSize = batchSize;
    this.words = RandomWords.of(seed);
  }

  @Override
  public Evaluation evaluate(Dataset data) {
    if (data.size() == 0) {
      throw new CotangentException("the evaluation data has no samples, expected at least one");
    }
    name(data::namesOf);
    int size = Math.min(batchSize, data.size());
    int[] order = IntStream.range(0, data.size()).toArray();
    SampleBatch batch = SampleBatch.of(data, size);
    EvaluationSums sums = new EvaluationSums();
    for (int row = 0; row < data.size(); row += size) {
      batch.gather(data, order, row, Math.min(size, data.size() - row));
      add(batch, row, sums);
    }
    return sums.evaluation();
  }

  /**
   * Evaluates a sequence of batches.
   *
   * @throws CotangentException if there are no batches, or they do not fit
   */
  public Evaluation evaluate(Iterable<Batch> batches) {
    name(BoundMetric.TargetNaming.UNKNOWN);
    EvaluationSums sums = new EvaluationSums();
    int row = 0;
    for (Batch batch : batches) {
      row += add(batch, row, sums);
    }
    if (row == 0) {
      throw new CotangentException("there are no batches to evaluate, expected 1 or more");
    }
    return sums.evaluation();
  }

  /**
   * Checks that a batch has the arrays that the metrics use.
   *
   * @throws CotangentException if an array is missing
   */
  public void check(Batch batch) {
    if (!metrics.isEmpty()) {
      Forward forward = Forward.forInference(objective, batch);
      BoundMetric.all(metrics, forward, new ArrayList<>(), names).forEach(BoundMetric::start);
    }
  }

  private int add(Batch batch, int row, EvaluationSums sums) {
    words.set(0, row);
    ObjectiveRun run = run(batch);
    run.execute(batch, engine.workers());
    sums.add(run, batch);
    return run.rows();
  }

  /** Sets the class names; if they differ, discards the plans, which depend on them. */
  private void name(BoundMetric.TargetNaming wanted) {
    boolean same =
        metrics.stream().allMatch(each -> names.of(each.target()).equals(wanted.of(each.target())));
    if (!same) {
      runs.forEach(dropped -> calls.add(dropped.kernels(), dropped.kernelCalls()));
      runs.clear();
    }
    names = wanted;
  }

  private ObjectiveRun run(Batch batch) {
    BatchLengths form = BatchLengths.of(batch);
    for (ObjectiveRun run : runs) {
      if (run.fits(form, engine.kernels())) {
        return run;
      }
    }
    ObjectiveRun made = new ObjectiveRun(objective, metrics, names, batch, engine.kernels(), words);
    if (runs.size() == KEPT) {
      ObjectiveRun dropped = runs.remove(0);
      calls.add(dropped.kernels(), dropped.kernelCalls());
    }
    runs.add(made);
    return made;
  }

  @Override
  public Map<String, Long> kernelCalls() {
    KernelCalls all = calls.copy();
    runs.forEach(run -> all.add(run.kernels(), run.kernelCalls()));
    return all.byId();
  }
}
