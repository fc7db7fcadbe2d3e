package dev.cotangent.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Evaluates an objective on a data set, its models in inference mode. The loss is the sum of the
 * parts' means over all rows, each times its factor; the metrics are the means. Random draws are
 * functions of seed and row, so that all evaluations draw the same.
 *
 * <p>For one data set and one thread.
 */
final class ObjectiveEvaluator implements DataEvaluator {

  private static final int KEPT = 2;

  private final Objective objective;
  private final Engine engine;
  private final int batchSize;
  private final RandomWords words;
  private final List<ObjectiveRun> runs = new ArrayList<>();
  private final KernelCalls calls = new KernelCalls();

  ObjectiveEvaluator(Objective objective, Engine engine, int batchSize, long seed) {
    this.objective = objective;
    this.engine = engine;
    this.batchSize = batchSize;
    this.words = RandomWords.of(seed);
  }

  @Override
  public Evaluation evaluate(Dataset data) {
    int size = Math.min(batchSize, data.size());
    int[] order = IntStream.range(0, data.size()).toArray();
    SampleBatch batch = SampleBatch.of(data, size);
    Map<String, PartSum> sums = new LinkedHashMap<>();
    for (int row = 0; row < data.size(); row += size) {
      batch.gather(data, order, row, Math.min(size, data.size() - row));
      words.set(0, row);
      ObjectiveRun run = run(batch);
      run.execute(batch, engine.workers());
      for (int i = 0; i < run.parts().size(); i++) {
        Part part = run.parts().get(i);
        sums.computeIfAbsent(part.name(), name -> new PartSum(part.factor()))
            .add(run.sum(i), run.weight(i));
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum.mean()));
    double total = sums.values().stream().mapToDouble(PartSum::share).sum();
    return new Evaluation(data.size(), total, means);
  }

  private ObjectiveRun run(SampleBatch batch) {
    for (ObjectiveRun run : runs) {
      if (run.fits(batch.rows(), engine.kernels())) {
        return run;
      }
    }
    if (runs.size() == KEPT) {
      ObjectiveRun forgotten = runs.remove(0);
      calls.add(forgotten.kernels(), forgotten.kernelCalls());
    }
    runs.add(new ObjectiveRun(objective, batch, batch.rows(), engine.kernels(), words));
    return runs.get(runs.size() - 1);
  }

  @Override
  public Map<String, Long> kernelCalls() {
    KernelCalls all = calls.copy();
    runs.forEach(run -> all.add(run.kernels(), run.kernelCalls()));
    return all.byId();
  }

  /** A part over all rows so far. */
  private static final class PartSum {

    private final double factor;
    private double sum;
    private double weight;

    PartSum(double factor) {
      this.factor = factor;
    }

    void add(double moreSum, double moreWeight) {
      sum += moreWeight > 0 ? moreSum : 0;
      weight += moreWeight;
    }

    double mean() {
      return sum / weight;
    }

    /** What it adds to the objective; nothing without weight. */
    double share() {
      return weight > 0 ? factor * mean() : 0;
    }
  }
}
