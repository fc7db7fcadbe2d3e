package dev.cotangent.bed;

import com.sun.management.ThreadMXBean;
import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A service that loads a model and predicts at once, while a thread for each processor computes
 * something else. Prints for each half second its start, the calls, their median and 99th
 * percentile in microseconds, and the bytes that a call allocates on its thread.
 */
final class FirstSeconds {

  static final int PARTS = 9;

  private static final long PART_NANOS = 500_000_000;
  private static final int MOST_CALLS = 1_000_000;
  private static final int ROWS = 64;
  private static final int INPUTS = 64;

  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final float[][] rows = new float[ROWS][INPUTS];
  private final float[][] first = new float[ROWS][];
  private final float[] out = new float[10];
  private final long[] nanos = new long[MOST_CALLS];
  private final Predictor predictor;
  private int calls;

  private FirstSeconds(Predictor predictor) {
    this.predictor = predictor;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < INPUTS; i++) {
        rows[row][i] = (row * 31 + i * 17) % 23 / 23f - 0.5f;
      }
    }
  }

  /** Runs in a folder. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0], "service.safetensors");
    Sequential.of(
            Dense.of(128),
            Activate.with(Activations.RELU),
            Dense.of(64),
            Activate.with(Activations.TANH),
            Dense.of(10))
        .build(Shape.of(INPUTS), 1)
        .save(file);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread other = new Thread(FirstSeconds::compute, "other-work");
      other.setDaemon(true);
      other.start();
    }
    Model model = Model.load(file, Registry.standard());
    new FirstSeconds(model.predictor()).run();
  }

  /** Keeps a processor busy. */
  private static void compute() {
    for (long i = 1; i != 0; i += 2) {
      Thread.onSpinWait();
    }
  }

  private void run() {
    long begin = System.nanoTime();
    for (int part = 0; part < PARTS; part++) {
      long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
      calls = 0;
      while (System.nanoTime() - begin < (part + 1) * PART_NANOS) {
        predict();
      }
      long bytes = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      print(part, bytes);
    }
    predictor.selfTest().orThrow();
  }

  private void predict() {
    int row = calls % ROWS;
    long start = System.nanoTime();
    predictor.predict(rows[row], out);
    nanos[Math.min(calls, MOST_CALLS - 1)] = System.nanoTime() - start;
    calls++;
    if (first[row] == null) {
      first[row] = out.clone();
    } else if (!Arrays.equals(first[row], out)) {
      throw new AssertionError("row " + row + " has other bits than at first");
    }
  }

  private void print(int part, long bytes) {
    int known = Math.min(calls, MOST_CALLS);
    Arrays.sort(nanos, 0, known);
    System.out.printf(
        Locale.ROOT,
        "| %.1f | %d | %.1f | %.1f | %.2f |%n",
        part * PART_NANOS / 1e9,
        calls,
        nanos[known / 2] / 1e3,
        nanos[known * 99 / 100] / 1e3,
        (double) bytes / calls);
  }
}
