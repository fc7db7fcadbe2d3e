package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.spark.data.RangeSource;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures steps of the workload W4 in mini-batches of 1024: on two executors with a core each, and
 * in one JVM with two workers, with as many shards and without, in turn. For the command line:
 * {@code TrainingRate ROUNDS SHARDS}.
 */
final class TrainingRate {

  private static final int FEATURES = 1024;
  private static final int HIDDEN = 2048;
  private static final int CLASSES = 1000;
  private static final int BATCH = 1024;
  private static final int STEPS = 8;
  private static final int EPOCHS = 3;

  private TrainingRate() {}

  /** Samples of noise, which each executor makes itself. */
  private record Noise() implements RangeSource {

    @Override
    public long count() {
      return (long) STEPS * BATCH;
    }

    @Override
    public Dataset read(long from, long to) {
      int rows = (int) (to - from);
      float[] features = new float[rows * FEATURES];
      int[] labels = new int[rows];
      for (int row = 0; row < rows; row++) {
        SplittableRandom random = new SplittableRandom(from + row);
        for (int i = 0; i < FEATURES; i++) {
          features[row * FEATURES + i] = random.nextInt(-1000, 1000) * 1e-3f;
        }
        labels[row] = random.nextInt(CLASSES);
      }
      return Dataset.classification(Shape.of(FEATURES), features, labels, CLASSES);
    }
  }

  private static Model network() {
    return Sequential.of(
            Dense.of(HIDDEN),
            Activate.with("relu"),
            Dense.of(HIDDEN),
            Activate.with("relu"),
            Dense.of(CLASSES))
        .build(Shape.of(FEATURES), 1, Registry.standard());
  }

  private static Trainer trainer(Model model, int shards) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-4))
        .batch(BATCH)
        .shards(shards);
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    int shards = Integer.parseInt(arguments[1]);
    Dataset all = new Noise().read(0, new Noise().count());
    double[] toOneJvm = new double[rounds];
    double[] toWhole = new double[rounds];
    try (LocalCluster cluster = LocalCluster.executors(2, 1)) {
      for (int round = 0; round < rounds; round++) {
        double spark = millis(onSpark(cluster, shards));
        double inOne = millis(trainer(network(), shards).workers(2).fit(all, EPOCHS));
        double whole = millis(trainer(network(), 1).workers(2).fit(all, EPOCHS));
        toOneJvm[round] = inOne / spark;
        toWhole[round] = whole / spark;
        System.out.printf(
            Locale.ROOT,
            "round %d: two executors %.1f ms a step, two workers %.1f (ratio %.3f), two workers"
                + " without shards %.1f (ratio %.3f)%n",
            round,
            spark,
            inOne,
            toOneJvm[round],
            whole,
            toWhole[round]);
      }
    }
    System.out.printf(Locale.ROOT, "medians %.3f, %.3f%n", median(toOneJvm), median(toWhole));
  }

  private static History onSpark(LocalCluster cluster, int shards) {
    return SparkTraining.of(cluster.context(), network(), its -> trainer(its, shards))
        .tasks(2)
        .fit(ClusterSamples.of(new Noise()), EPOCHS)
        .history();
  }

  /** Milliseconds of a step in the fastest epoch: the first ones compile. */
  private static double millis(History history) {
    List<EpochResult> epochs = history.epochs();
    double best = epochs.stream().mapToDouble(EpochResult::seconds).min().orElseThrow();
    return best * 1000 / STEPS;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return IntStream.of((sorted.length - 1) / 2, sorted.length / 2)
        .mapToDouble(i -> sorted[i])
        .average()
        .orElseThrow();
  }
}
