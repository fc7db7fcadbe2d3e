package dev.cotangent.training.source;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.training.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generates labelled points in the plane for classification. Each data set is a pure function of
 * its arguments, the same on every machine. Classes alternate, so that their sizes differ by at
 * most one.
 */
public final class Synthetic {

  private static final List<String> FEATURES = List.of("x", "y");
  private static final double CENTRES = 10;
  private static final double TURNS = 1.5;

  private Synthetic() {}

  /**
   * Two interleaving half circles of radius 1, like scikit-learn's {@code make_moons}: one around
   * (0, 0), the other, upside down, around (1, 0.5).
   *
   * @param noise standard deviation of the noise added to both coordinates
   * @throws CotangentException if there are no samples or the noise is negative
   */
  public static Dataset moons(int samples, double noise, long seed) {
    RandomStream random = RandomStream.of(seed, "moons");
    return points(
        samples,
        2,
        noise,
        random,
        (row, label) -> {
          double angle = Math.PI * random.uniformDouble(0, row, 2);
          double x = StrictMath.cos(angle);
          double y = StrictMath.sin(angle);
          return label == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
        });
  }

  /**
   * Spiral arms that wind around (0, 0) one and a half times, from the centre to radius 1.
   *
   * @param classes number of arms, at least 1
   * @param noise standard deviation of the noise added to both coordinates
   * @throws CotangentException if there are no samples or classes, or the noise is negative
   */
  public static Dataset spirals(int samples, int classes, double noise, long seed) {
    RandomStream random = RandomStream.of(seed, "spirals");
    return points(
        samples,
        classes,
        noise,
        random,
        (row, label) -> {
          double radius = Math.sqrt(random.uniformDouble(0, row, 2));
          double angle = 2 * Math.PI * (TURNS * radius + (double) label / classes);
          return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        });
  }

  /**
   * Gaussian clusters whose centres are drawn uniformly from the square from −10 to 10, like
   * scikit-learn's {@code make_blobs}.
   *
   * @param classes number of clusters, at least 1
   * @param deviation standard deviation of the points around their centre
   * @throws CotangentException if there are no samples or classes, or the deviation is negative
   */
  public static Dataset blobs(int samples, int classes, double deviation, long seed) {
    RandomStream random = RandomStream.of(seed, "blobs");
    RandomStream centres = random.child("centres");
    return points(
        samples,
        classes,
        deviation,
        random,
        (row, label) ->
            new double[] {
              CENTRES * (2 * centres.uniformDouble(0, label, 0) - 1),
              CENTRES * (2 * centres.uniformDouble(0, label, 1) - 1)
            });
  }

  private interface Curve {
    /** The coordinates of a row's point before noise. */
    double[] at(int row, int label);
  }

  private static Dataset points(
      int samples, int classes, double noise, RandomStream random, Curve curve) {
    check(samples, classes, noise);
    float[] features = new float[Math.multiplyExact(samples, 2)];
    int[] labels = IntStream.range(0, samples).map(row -> row % classes).toArray();
    for (int row = 0; row < samples; row++) {
      double[] point = curve.at(row, labels[row]);
      for (int axis = 0; axis < 2; axis++) {
        features[2 * row + axis] = (float) (point[axis] + noise * random.normal(1, row, axis));
      }
    }
    return Dataset.classification(Shape.of(2), features, labels, classes)
        .withFeatureNames(FEATURES);
  }

  private static void check(int samples, int classes, double noise) {
    if (samples < 1 || classes < 1 || !(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          samples
              + " samples of "
              + classes
              + " classes with noise "
              + noise
              + ", expected at least one of each and finite noise, 0 or more");
    }
  }
}
