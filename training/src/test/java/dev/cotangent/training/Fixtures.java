package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.AvgPool2d;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Conv1d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool1d;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Prelu;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.RmsNorm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Models and data that many tests use. */
public final class Fixtures {

  public static final Registry REGISTRY = Registry.standard();
  public static final int FEATURES = 10;
  public static final int CLASSES = 3;

  private Fixtures() {}

  public static Kernels portable() {
    return REGISTRY.portable();
  }

  /** The four rows of exclusive or. */
  static Dataset xor() {
    float[] features = {0, 0, 0, 1, 1, 0, 1, 1};
    return Dataset.classification(Shape.of(2), features, new int[] {0, 1, 1, 0}, 2);
  }

  /** Normal samples around a centre for each class. */
  public static Dataset blobs(int rows, long seed) {
    return blobs(Shape.of(FEATURES), rows, seed);
  }

  /** The same in samples of another shape. */
  public static Dataset blobs(Shape sample, int rows, long seed) {
    int size = sample.size();
    RandomStream random = RandomStream.of(seed, "blobs");
    float[] features = new float[rows * size];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.below(CLASSES, -1 - row);
      for (int i = 0; i < size; i++) {
        double centre = (labels[row] + i) % CLASSES;
        features[row * size + i] = (float) (centre + random.normal(row * size + i));
      }
    }
    return Dataset.classification(sample, features, labels, List.of("red", "green", "blue"));
  }

  /** y = 3·a − 2·b + 1 for samples (a, b) in [0, 1)². */
  public static Dataset plane(int rows) {
    RandomStream random = RandomStream.of(5, "plane");
    float[] features = new float[rows * 2];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      features[2 * row] = random.uniform(2L * row);
      features[2 * row + 1] = random.uniform(2L * row + 1);
      targets[row] = 3 * features[2 * row] - 2 * features[2 * row + 1] + 1;
    }
    return Dataset.regression(Shape.of(2), features, Shape.of(1), targets);
  }

  public static Model model(Shape sample, long seed, LayerSpec... layers) {
    return Sequential.of(layers).build(sample, seed, REGISTRY);
  }

  /** A classifier of {@link #blobs} with dropout, large enough for several units of an update. */
  public static Model classifier(long seed) {
    return model(
        Shape.of(FEATURES),
        seed,
        Dense.of(64),
        Activate.with("relu"),
        Dropout.of(0.3),
        Dense.of(48),
        Activate.with("tanh"),
        Dense.of(CLASSES));
  }

  /** A classifier of {@link #blobs} that reads their features as a sequence of five steps. */
  static Model recurrent(long seed) {
    return model(Shape.of(5, FEATURES / 5), seed, Lstm.of(16), Dense.of(CLASSES));
  }

  /** A classifier of {@link #blobs} in images. */
  static Model imageClassifier(long seed) {
    return model(
        Shape.of(2, 7, 6),
        seed,
        Conv2d.of(6, 3),
        Activate.with("relu"),
        MaxPool2d.of(2),
        Conv2d.of(8, 2).withPadding(1).withGroups(2),
        Activate.with("tanh"),
        MaxPool2d.of(2).withStride(1),
        new Flatten(),
        Dense.of(CLASSES));
  }

  /** A network of normalising, residual and averaging layers over images. */
  static Model normalizedClassifier(long seed) {
    return model(
        Shape.of(2, 8, 8),
        seed,
        Conv2d.of(6, 3).withPadding(1),
        new BatchNorm2d(),
        Activate.with("gelu"),
        Residual.of(Conv2d.of(6, 3).withPadding(1), new BatchNorm2d(), Activate.with("silu")),
        AvgPool2d.of(2),
        new Flatten(),
        new RmsNorm(),
        Dense.of(24),
        new BatchNorm1d(),
        new Prelu(),
        Dense.of(CLASSES));
  }

  /** A network of convolutions along a sequence. */
  static Model sequenceClassifier(long seed) {
    return model(
        Shape.of(4, 16),
        seed,
        Parallel.add(
            Sequential.of(Conv1d.of(6, 3).withPadding(1), Activate.with("mish")),
            Sequential.of(Conv1d.of(6, 1), Activate.with("softplus"))),
        MaxPool1d.of(2),
        new Flatten(),
        Dense.of(CLASSES));
  }

  /** Every number of workers with every kernel set. */
  static List<Arguments> workersAndKernels() {
    return List.of(1, 2, 3, 8).stream()
        .flatMap(
            workers ->
                List.of("portable", "vector").stream().map(set -> Arguments.of(workers, set)))
        .toList();
  }
}
