package dev.cotangent.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The speed of memory of a given size: sums of two arrays, written to a third, by a loop that C2
 * vectorizes. The size decides which cache holds the arrays.
 */
final class Bandwidth {

  private static final int ARRAYS = 3;
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 1 << 24;
  private static final long WARM_UP_NANOS = 150_000_000;
  private static final long MEASURE_NANOS = 100_000_000;

  /** Elements that a timed interval covers at least, so that the clock does not count. */
  private static final int INTERVAL = 1 << 19;

  private Bandwidth() {}

  /**
   * Bytes read and written per second by all threads together, while each works on its part of the
   * memory.
   *
   * @param bytes the size of the memory of all threads; at most 192 MiB for each are used
   * @param threads number of threads, at least 1
   */
  static double bytesPerSecond(double bytes, int threads) {
    double elements = bytes / (ARRAYS * Float.BYTES * threads);
    int size = (int) Math.max(SMALLEST, Math.min(LARGEST, elements));
    List<CompletableFuture<Double>> others = new ArrayList<>();
    IntStream.range(1, threads)
        .forEach(
            i -> others.add(CompletableFuture.supplyAsync(() -> best(size), Bandwidth::start)));
    double sum = best(size);
    for (CompletableFuture<Double> other : others) {
      sum += other.join();
    }
    return sum;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "bandwidth");
    thread.setDaemon(true);
    thread.start();
  }

  private static double best(int size) {
    float[] a = new float[size];
    float[] b = new float[size];
    float[] c = new float[size];
    Arrays.fill(a, 1);
    Arrays.fill(b, 2);
    int calls = Math.max(1, INTERVAL / size);
    fastest(a, b, c, calls, WARM_UP_NANOS);
    double nanos = fastest(a, b, c, calls, MEASURE_NANOS);
    return 1e9 * ARRAYS * Float.BYTES * size * calls / nanos;
  }

  /** The duration in nanoseconds of the fastest interval within a time. */
  private static double fastest(float[] a, float[] b, float[] c, int calls, long limit) {
    double fastest = Double.POSITIVE_INFINITY;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        add(a, b, c);
      }
      fastest = Math.min(fastest, (double) (System.nanoTime() - start));
    } while (System.nanoTime() - begin < limit);
    return fastest;
  }

  private static void add(float[] a, float[] b, float[] c) {
    for (int i = 0; i < c.length; i++) {
      c[i] = a[i] + b[i];
    }
  }
}
