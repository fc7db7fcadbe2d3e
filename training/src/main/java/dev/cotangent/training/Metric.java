package dev.cotangent.training;

/**
 * A number that says how good predictions are. Immutable, safe for use by many threads.
 *
 * <p>It is given the outputs for a whole data set at once, since many metrics are no means over
 * samples.
 */
public interface Metric {

  /** The stable lower-case id, which tables and files hold, as in {@code accuracy}. */
  String id();

  /**
   * Computes the metric.
   *
   * @param outputs the model's outputs for all samples, one after another, each row-major; only
   *     read
   * @param data the samples and their targets
   * @throws dev.cotangent.core.CotangentException if the data has no targets of the kind needed
   */
  double of(float[] outputs, Dataset data);
}
