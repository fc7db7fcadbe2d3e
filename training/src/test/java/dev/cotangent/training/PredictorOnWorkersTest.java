package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.parallel.ForkJoinWorkers;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Predictions that workers share: the bits of one thread alone, from any thread, at no cost in
 * memory.
 */
class PredictorOnWorkersTest {

  private static final int INPUTS = 30;
  private static final int CALLS = 200;
  private static final int ATTEMPTS = 50;

  private final Model model =
      Sequential.of(Dense.of(40), Activate.with("tanh"), Dense.of(5))
          .build(Shape.of(INPUTS), 3, Registry.standard());
  private final Predictor alone = model.predictor(Registry.standard().portable());

  private static float[] samples(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    float[] samples = new float[rows * INPUTS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return samples;
  }

  @Test
  void predictsTheSameBits() {
    try (Workers workers = ForkJoinWorkers.of(3, 0)) {
      Predictor shared = alone.on(workers);
      for (int rows : new int[] {0, 1, 5, 64, 300, 1000}) {
        assertThat(shared.predict(samples(rows))).isEqualTo(alone.predict(samples(rows)));
      }
    }
  }

  @Test
  void servesManyThreads() {
    try (Workers workers = ForkJoinWorkers.of(3, 0)) {
      Predictor shared = alone.on(workers);
      float[] expected = alone.predict(samples(300));
      assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> shared.predict(samples(300))))
          .hasSize(16)
          .allSatisfy(prediction -> assertThat(prediction).isEqualTo(expected));
    }
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Workers workers = ForkJoinWorkers.of(2, 0)) {
      Predictor shared = alone.on(workers);
      float[] in = samples(256);
      float[] out = new float[256 * 5];
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
          shared.predict(in, out);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
