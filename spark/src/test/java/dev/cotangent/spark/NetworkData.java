package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;

/** Data that is made of random numbers, the same on every machine. */
final class NetworkData {

  private NetworkData() {}

  /** Normal samples around a centre for each class. */
  static Dataset blobs(Shape sample, int rows, int classes, long seed) {
    int size = sample.size();
    RandomStream random = RandomStream.of(seed, "blobs");
    float[] features = new float[rows * size];
    int[] labels = labels(rows, classes, seed);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < size; i++) {
        double centre = (labels[row] + i) % classes;
        features[row * size + i] = (float) (centre + 1.5 * random.normal(row, i, 0));
      }
    }
    return Dataset.classification(sample, features, labels, classes);
  }

  private static int[] labels(int rows, int classes, long seed) {
    RandomStream random = RandomStream.of(seed, "labels");
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.below(classes, row);
    }
    return labels;
  }

  /** A weight for each row, every third one 0, so that some shards of a few rows weigh nothing. */
  static float[] weights(int rows, long seed) {
    RandomStream random = RandomStream.of(seed, "weights");
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = random.below(3, row) == 0 ? 0 : 0.5f + random.uniform(rows + row);
    }
    return weights;
  }

  /** Four numbers and a town, and the price that they make. */
  static Dataset prices(int rows, int towns, long seed) {
    RandomStream random = RandomStream.of(seed, "prices");
    float[] numbers = new float[4 * rows];
    int[] town = labels(rows, towns, seed);
    float[] price = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < 4; i++) {
        numbers[4 * row + i] = (float) random.normal(row, i, 0);
        price[row] += (i + 1) * numbers[4 * row + i] / 4;
      }
      price[row] += town[row] % 3 - 1;
    }
    return Dataset.regression(Shape.of(4), numbers, Shape.of(1), price)
        .named("numbers")
        .withInput("town", Shape.scalar(), town);
  }

  /** Classes, and numbers with weights. */
  static Dataset twoTargets(int rows, int classes, long seed) {
    Dataset blobs = blobs(Shape.of(12), rows, classes, seed);
    float[] features = new float[12 * rows];
    float[] sizes = new float[rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(blobs.features(row), 0, features, 12 * row, 12);
      sizes[row] = features[12 * row] - features[12 * row + 1];
    }
    return Dataset.of(Shape.of(12), features, ClassTargets.of(labels(rows, classes, seed), classes))
        .with("size", NumberTargets.of(Shape.of(1), sizes).withWeights(weights(rows, seed)));
  }
}
