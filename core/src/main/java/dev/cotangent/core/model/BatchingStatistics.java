package dev.cotangent.core.model;

/**
 * The state of a {@link BatchingPredictor} at one moment. All but {@code queued} count from its
 * creation.
 *
 * @param queued requests that wait now
 * @param batches batches predicted
 * @param rows requests in these batches; divided by {@code batches}, the mean size of a batch
 * @param failed requests in these batches whose prediction failed
 * @param rejected requests that were refused because the queue was full or the predictor closed
 * @param expired requests that reached the time limit
 */
public record BatchingStatistics(
    int queued, long batches, long rows, long failed, long rejected, long expired) {}
