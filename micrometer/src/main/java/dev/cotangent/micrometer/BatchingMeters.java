package dev.cotangent.micrometer;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.BatchingStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a predictor that gathers requests into batches, bound as any other: {@code
 * BatchingMeters.of(batching).bindTo(registry)}.
 *
 * <ul>
 *   <li>the gauge {@code cotangent.batching.queued}: requests that wait
 *   <li>the counters {@code cotangent.batching.batches} and {@code cotangent.batching.requests}
 *       (those in batches), whose quotient is the mean size of a batch
 *   <li>the counters {@code cotangent.batching.failed}, {@code cotangent.batching.rejected} and
 *       {@code cotangent.batching.expired}: requests without a prediction; see {@link
 *       BatchingStatistics}
 * </ul>
 */
public final class BatchingMeters implements MeterBinder {

  private static final String PREFIX = "cotangent.batching.";

  private final BatchingPredictor batching;
  private final Tags tags;

  private BatchingMeters(BatchingPredictor batching, Tags tags) {
    this.batching = batching;
    this.tags = tags;
  }

  /**
   * Creates the meters of a predictor. A registry that they are bound to does not keep the
   * predictor from garbage collection.
   *
   * @param tags the meters' tags, such as {@code Tag.of("model", "churn")}
   */
  public static BatchingMeters of(BatchingPredictor batching, Tag... tags) {
    Given.of("batching meters: the predictor", batching);
    return new BatchingMeters(
        batching, Tags.of(Given.all("batching meters: tag", Arrays.asList(tags))));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Given.of("batching meters: the registry", registry);
    Gauge.builder(PREFIX + "queued", batching, each -> each.statistics().queued())
        .tags(tags)
        .register(registry);
    counter(registry, "batches", BatchingStatistics::batches);
    counter(registry, "requests", BatchingStatistics::rows);
    counter(registry, "failed", BatchingStatistics::failed);
    counter(registry, "rejected", BatchingStatistics::rejected);
    counter(registry, "expired", BatchingStatistics::expired);
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<BatchingStatistics> value) {
    FunctionCounter.builder(PREFIX + name, batching, each -> value.applyAsDouble(each.statistics()))
        .tags(tags)
        .register(registry);
  }

  @Override
  public String toString() {
    return "BatchingMeters[" + batching + "]";
  }
}
