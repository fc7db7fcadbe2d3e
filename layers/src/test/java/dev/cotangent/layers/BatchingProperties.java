package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.random.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchingProperties {

  private static final int IN = 7;

  private final Predictor predictor =
      Sequential.of(Dense.of(33), Activate.with("gelu"), LayerNorm.of(1), Dense.of(3))
          .build(Shape.of(IN), 5)
          .predictor();

  @Property(tries = 60)
  void anyBatchHasTheBitsOfSinglePredictions(
      @ForAll @IntRange(min = 1, max = 140) int requests,
      @ForAll @IntRange(min = 1, max = 70) int maxRows,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed, "samples");
    List<float[]> samples = new ArrayList<>();
    List<CompletableFuture<float[]>> results = new ArrayList<>();
    try (BatchingPredictor batching = predictor.batching(maxRows, Duration.ofNanos(1000))) {
      for (int row = 0; row < requests; row++) {
        float[] sample = new float[IN];
        for (int i = 0; i < IN; i++) {
          sample[i] = (float) random.normal((long) row * IN + i);
        }
        samples.add(sample);
        results.add(batching.predictAsync(sample).toCompletableFuture());
      }
    }
    for (int row = 0; row < requests; row++) {
      assertThat(results.get(row)).isCompleted();
      assertThat(results.get(row).join()).containsExactly(predictor.predict(samples.get(row)));
    }
  }
}
