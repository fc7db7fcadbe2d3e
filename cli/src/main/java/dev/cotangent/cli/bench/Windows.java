package dev.cotangent.cli.bench;

import java.util.Arrays;

/** Throughput in three time windows after a warm-up; the median counts. */
final class Windows {

  private static final int COUNT = 3;
  private static final double NANOS = 1e9;

  /** Time between readings of the clock, so that they do not slow short steps. */
  private static final double READ_NANOS = 10_000;

  private static final int MOST_LATENCIES = 1 << 22;

  private final Task task;
  private final double[] rates = new double[COUNT];
  private final int[] latencies;
  private int latencyCount;
  private int call;
  private int stride = 1;

  Windows(Task task, boolean timeEachCall) {
    this.task = task;
    this.latencies = new int[timeEachCall ? MOST_LATENCIES : 0];
  }

  void warmUp(double seconds) {
    double half = window(seconds / 2);
    stride = (int) Math.max(1, Math.min(1 << 16, half * READ_NANOS / NANOS));
    window(seconds / 2);
    latencyCount = 0;
  }

  void measure(double seconds) {
    for (int i = 0; i < COUNT; i++) {
      rates[i] = latencies.length > 0 ? timedWindow(seconds) : window(seconds);
    }
    Arrays.sort(latencies, 0, latencyCount);
  }

  /** Calls per second. */
  private double window(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    long calls = 0;
    long now;
    do {
      for (int i = 0; i < stride; i++) {
        task.run(call++ & Integer.MAX_VALUE);
      }
      calls += stride;
      now = System.nanoTime();
    } while (now < end);
    return calls * NANOS / (now - start);
  }

  /** Calls per second, each call timed. */
  private double timedWindow(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    long calls = 0;
    long after;
    do {
      long before = System.nanoTime();
      task.run(call++ & Integer.MAX_VALUE);
      after = System.nanoTime();
      if (latencyCount < latencies.length) {
        latencies[latencyCount++] = (int) Math.min(Integer.MAX_VALUE, after - before);
      }
      calls++;
    } while (after < end);
    return calls * NANOS / (after - start);
  }

  /** The median rate, in calls per second. */
  double median() {
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    return sorted[COUNT / 2];
  }

  /** The difference between the fastest and the slowest window, relative to the median. */
  double spread() {
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    return (sorted[COUNT - 1] - sorted[0]) / sorted[COUNT / 2];
  }

  /** A quantile of the times of single calls, in µs; NaN if calls were not timed. */
  double microseconds(double quantile) {
    return latencyCount == 0 ? Double.NaN : latencies[(int) (latencyCount * quantile)] / 1e3;
  }
}
