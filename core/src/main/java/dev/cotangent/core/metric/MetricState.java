package dev.cotangent.core.metric;

/**
 * A measurement in progress. For one thread.
 *
 * <p>The metrics of Cotangent sum {@linkplain ExactSum exactly} and break ties by value, never by
 * place: their value has the same bits for any division into batches, and for states that were
 * filled apart and merged, in any order.
 */
public interface MetricState {

  /** Adds a batch; its arrays are only read, and used again after the call. */
  void add(MetricBatch batch);

  /**
   * Adds what another state has seen, which comes after what this one has.
   *
   * @param later of the same metric and input; not used any more afterwards
   */
  void merge(MetricState later);

  /** The metric of all that was added; NaN if that says nothing, as without samples. */
  double value();
}
