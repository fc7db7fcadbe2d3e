package dev.cotangent.training;

/**
 * A number that says how good predictions are. Immutable, safe for use by many threads.
 *
 * <p>It is given the outputs for a whole data set at once; a {@link StreamingMetric} gets them
 * batch by batch, so that they need not fit into memory.
 */
public interface Metric {

  /**
   * The stable lower-case id, which tables and files hold, as in {@code accuracy}. A metric with
   * the id of a usual one takes its place.
   */
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

  /**
   * Checks that data can be measured, before a training begins that will be judged by it; by
   * default any can.
   *
   * @throws dev.cotangent.core.CotangentException if it cannot
   */
  default void check(Dataset data) {
    // most metrics are defined for all data
  }

  /**
   * Whether samples count by their {@linkplain Dataset#withWeights weights}, those of weight 0 not
   * at all; false by default. An {@link Evaluator} warns of one that does not, where there are
   * weights.
   */
  default boolean weighs() {
    return false;
  }
}
