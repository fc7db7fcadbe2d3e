package dev.cotangent.training;

/**
 * A metric that adds up batch by batch: an {@link Evaluator} of such metrics alone keeps no more
 * than a batch of outputs. It counts samples by their weights.
 */
public interface StreamingMetric extends Metric {

  /** A measurement on its way. For one thread. */
  interface Running {

    /**
     * Adds some samples.
     *
     * @param outputs the model's outputs for these samples, one after another, each row-major; only
     *     read, and possibly longer
     * @param first the position of the first of the samples in the data
     * @param rows how many samples there are
     */
    void add(float[] outputs, int first, int rows);

    /** The metric of all samples, each of which has been added once, in order. */
    double value();
  }

  /**
   * Begins a measurement.
   *
   * @throws dev.cotangent.core.CotangentException if data or outputs are not of the kind needed
   */
  Running start(Measured measured);

  @Override
  default double of(float[] outputs, Dataset data) {
    Running running = start(Measured.of(data, outputs.length / Math.max(1, data.size())));
    running.add(outputs, 0, data.size());
    return running.value();
  }

  @Override
  default boolean weighs() {
    return true;
  }
}
