package dev.cotangent.examples;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls from several threads for some time, and what they cost. */
final class Load {

  /** Seconds of each load test: 3 in a build; 600 for the figures of benchmarks/RESULTS.md. */
  static final Duration TIME = Duration.ofSeconds(Integer.getInteger("cotangent.load", 3));

  private static final double STEP = 1.02;
  private static final int BUCKETS = 1500;

  private final List<Future<long[]>> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long end = System.nanoTime() + TIME.toNanos();

  /** A call with the number of calls of its thread before it; fails if the answer is wrong. */
  interface Call {
    void make(int number) throws Exception;
  }

  /** Makes calls until the end, in a thread of its own, and measures each. */
  Load measured(Call call) {
    clients.add(threads.submit(() -> calls(call)));
    return this;
  }

  /** Makes calls until the end, with pauses, in a thread of its own, without measuring them. */
  Load every(Duration pause, Call call) {
    Future<long[]> unmeasured =
        threads.submit(
            () -> {
              for (int number = 0; System.nanoTime() < end; number++) {
                call.make(number);
                Thread.sleep(pause.toMillis());
              }
              return new long[BUCKETS];
            });
    clients.add(unmeasured);
    return this;
  }

  private long[] calls(Call call) throws Exception {
    long[] times = new long[BUCKETS];
    long now = System.nanoTime();
    for (int number = 0; now < end; number++) {
      call.make(number);
      long after = System.nanoTime();
      times[Math.min(BUCKETS - 1, (int) (Math.log((double) (after - now)) / Math.log(STEP)))]++;
      now = after;
    }
    return times;
  }

  /**
   * Waits for the end, and checks that the memory of the process has not grown in the last half.
   *
   * @return a line of figures
   */
  String figures() throws InterruptedException, ExecutionException {
    Thread.sleep(TIME.toMillis() / 2);
    long half = live();
    int threadsAtHalf = Thread.activeCount();
    long[] times = new long[BUCKETS];
    for (Future<long[]> client : clients) {
      long[] own = client.get();
      for (int i = 0; i < BUCKETS; i++) {
        times[i] += own[i];
      }
    }
    long grown = live() - half;
    threads.shutdown();
    String text =
        String.format(
            Locale.ROOT,
            "%d calls in %d s, p50 %.1f us, p99 %.1f us, p99.9 %.1f us, longest %.1f ms; live heap %.1f MB"
                + " at half time, then %+.2f MB; %d threads, then %d",
            total(times),
            TIME.toSeconds(),
            quantile(times, 0.5) / 1e3,
            quantile(times, 0.99) / 1e3,
            quantile(times, 0.999) / 1e3,
            quantile(times, 1) / 1e6,
            half / 1e6,
            grown / 1e6,
            threadsAtHalf,
            Thread.activeCount());
    if (grown > 3e6 || Thread.activeCount() > threadsAtHalf + 2) {
      throw new AssertionError("expected no growth: " + text);
    }
    return text;
  }

  private static long total(long[] times) {
    long sum = 0;
    for (long count : times) {
      sum += count;
    }
    return sum;
  }

  /** The upper bound, within 2 %, of that share of the times in nanoseconds. */
  private static double quantile(long[] times, double share) {
    long left = (long) Math.ceil(share * total(times));
    int bucket = 0;
    while (bucket < BUCKETS - 1 && (left -= times[bucket]) > 0) {
      bucket++;
    }
    return Math.pow(STEP, bucket + 1);
  }

  /** The bytes of live objects: the least of some collections, since calls go on meanwhile. */
  private static long live() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
