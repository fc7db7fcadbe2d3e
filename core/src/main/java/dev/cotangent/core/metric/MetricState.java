package dev.cotangent.core.metric;

/**
 * The accumulated state of a metric. Not thread-safe.
 *
 * <p>Cotangent's own metrics sum {@linkplain ExactSum exactly} and break ties by value, never by
 * position, so their bits do not depend on the batch size, or on how states were split and merged.
 */
public interface MetricState {

  /**
   * Adds a batch; its arrays must not be modified or kept, since they are reused after the call.
   */
  void add(MetricBatch batch);

  /**
   * Merges the state of later batches into this one.
   *
   * @param later a state of the same metric and input; not to be used afterwards
   */
  void merge(MetricState later);

  /** The value over all batches added so far; NaN if it is undefined, as without samples. */
  double compute();
}
