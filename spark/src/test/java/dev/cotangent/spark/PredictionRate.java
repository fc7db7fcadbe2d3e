package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Sequential;
import dev.cotangent.parallel.ForkJoinWorkers;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures rows a second of {@code transform} on cached vectors, with two tasks at a time, and of a
 * predictor on two workers with the same rows in an array, in turn. For the command line: {@code
 * PredictionRate NETWORK ROUNDS SECONDS}, where NETWORK is W3, CNN, small or tiny.
 */
final class PredictionRate {

  private static final int CORES = 2;
  private static final int BATCH = 512;

  private PredictionRate() {}

  public static void main(String[] arguments) {
    String name = arguments[0];
    int rounds = Integer.parseInt(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    Model network = network(name);
    try (LocalCluster cluster = LocalCluster.threads(CORES);
        Workers workers = ForkJoinWorkers.of(CORES)) {
      PredictionRate.measure(name, network, cluster.session(), workers, rounds, seconds);
    }
  }

  private static void measure(
      String name, Model network, SparkSession spark, Workers workers, int rounds, double seconds) {
    int rows = rows(name);
    Dataset<Row> table = table(spark, network.sampleShape().size(), rows);
    Dataset<Row> predicted =
        CotangentClassificationModel.of(network).setFeaturesCol("x").transform(table);
    Predictor predictor = network.predictor().on(workers);
    float[] samples = samples(network.sampleShape().size());
    double[] ratios = new double[rounds];
    for (int round = -1; round < rounds; round++) { // the first warms up
      double alone = alone(predictor, samples, seconds);
      double onSpark = onSpark(predicted, rows, seconds);
      ratios[Math.max(round, 0)] = onSpark / alone;
      System.out.printf(
          Locale.ROOT,
          "%s round %d: predictor %.0f rows/s, transform %.0f rows/s, ratio %.3f%n",
          name,
          round,
          alone,
          onSpark,
          onSpark / alone);
    }
    Arrays.sort(ratios);
    System.out.printf(Locale.ROOT, "%s median ratio %.3f%n", name, ratios[rounds / 2]);
  }

  private static double alone(Predictor predictor, float[] samples, double seconds) {
    float[] out = new float[BATCH * predictor.outputShape().size()];
    long start = System.nanoTime();
    long rows = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      predictor.predict(samples, out);
      rows += BATCH;
    }
    return rows * 1e9 / (System.nanoTime() - start);
  }

  private static double onSpark(Dataset<Row> predicted, int rows, double seconds) {
    long start = System.nanoTime();
    long all = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      predicted.write().format("noop").mode("overwrite").save();
      all += rows;
    }
    return all * 1e9 / (System.nanoTime() - start);
  }

  private static Dataset<Row> table(SparkSession spark, int width, int rows) {
    spark
        .udf()
        .register(
            "sample",
            (Long id) -> org.apache.spark.ml.linalg.Vectors.dense(doubles(id, width)),
            org.apache.spark.ml.linalg.SQLDataTypes.VectorType());
    Dataset<Row> table =
        spark
            .range(0, rows, 1, CORES)
            .selectExpr("id", "sample(id) x")
            .persist(StorageLevel.MEMORY_ONLY());
    table.count();
    return table;
  }

  private static double[] doubles(long row, int width) {
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      values[i] = (row * 31 + i * 17L) % 101 / 101.0;
    }
    return values;
  }

  private static float[] samples(int width) {
    float[] samples = new float[BATCH * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((i / width * 31L + i % width * 17L) % 101 / 101.0);
    }
    return samples;
  }

  private static int rows(String name) {
    return switch (name) {
      case "CNN" -> 40_000;
      case "W3" -> 200_000;
      default -> 2_000_000;
    };
  }

  private static Model network(String name) {
    return switch (name) {
      case "W3" -> dense(784, 512, 512, 10);
      case "small" -> dense(64, 128, 64, 10);
      case "tiny" -> dense(8, 16, 3);
      case "CNN" -> Model.build(images(), Shape.of(1, 28, 28), 1);
      default -> throw new IllegalArgumentException(name + ": expected W3, CNN, small or tiny");
    };
  }

  private static Model dense(int... sizes) {
    LayerSpec[] layers = new LayerSpec[2 * sizes.length - 3];
    for (int i = 1; i < sizes.length; i++) {
      layers[2 * i - 2] = Dense.of(sizes[i]);
      if (i < sizes.length - 1) {
        layers[2 * i - 1] = Activate.with("relu");
      }
    }
    return Model.build(Sequential.of(layers), Shape.of(sizes[0]), 1);
  }

  private static LayerSpec images() {
    return Sequential.of(
        Conv2d.of(32, 5),
        Activate.with("relu"),
        MaxPool2d.of(2),
        Conv2d.of(64, 5),
        Activate.with("relu"),
        MaxPool2d.of(2),
        new Flatten(),
        Dense.of(256),
        Activate.with("relu"),
        Dense.of(10));
  }
}
