package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.metric.OutputMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Evaluates an objective, its models in inference mode. The loss is the sum of the parts' means
 * over all rows, each times its factor; the metrics are these means, and then those that were asked
 * for. Random draws are functions of seed and row, so that all evaluations draw the same.
 *
 * <p>For one thread.
 */
final class ObjectiveEvaluator implements DataEvaluator {

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
   * An evaluator.
   *
   * @param batchSize rows of a data set that are evaluated at a time
   */
  ObjectiveEvaluator(
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
      throw new CotangentException("the evaluation data has no samples");
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
   * Evaluates batches, one after another.
   *
   * @throws CotangentException if there are none, or they do not fit
   */
  Evaluation evaluate(Iterable<Batch> batches) {
    name(BoundMetric.TargetNaming.UNKNOWN);
    EvaluationSums sums = new EvaluationSums();
    int row = 0;
    for (Batch batch : batches) {
      row += add(batch.arrays(), row, sums);
    }
    if (row == 0) {
      throw new CotangentException("an evaluation of no batches, expected 1 or more");
    }
    return sums.evaluation();
  }

  /**
   * Checks that a batch has what the metrics look at.
   *
   * @throws CotangentException if not
   */
  void check(StepBatch batch) {
    if (!metrics.isEmpty()) {
      Forward forward = Forward.forInference(objective, batch);
      BoundMetric.all(metrics, forward, new ArrayList<>(), names).forEach(BoundMetric::start);
    }
  }

  private int add(StepBatch batch, int row, EvaluationSums sums) {
    words.set(0, row);
    ObjectiveRun run = run(batch);
    run.execute(batch, engine.workers());
    sums.add(run, batch);
    return run.rows();
  }

  /** Plans are made for the classes of some data. */
  private void name(BoundMetric.TargetNaming wanted) {
    boolean same =
        metrics.stream().allMatch(each -> names.of(each.target()).equals(wanted.of(each.target())));
    if (!same) {
      runs.forEach(forgotten -> calls.add(forgotten.kernels(), forgotten.kernelCalls()));
      runs.clear();
    }
    names = wanted;
  }

  private ObjectiveRun run(StepBatch batch) {
    BatchLengths form = BatchLengths.of(batch);
    for (ObjectiveRun run : runs) {
      if (run.fits(form, engine.kernels())) {
        return run;
      }
    }
    ObjectiveRun made = new ObjectiveRun(objective, metrics, names, batch, engine.kernels(), words);
    if (runs.size() == KEPT) {
      ObjectiveRun forgotten = runs.remove(0);
      calls.add(forgotten.kernels(), forgotten.kernelCalls());
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
