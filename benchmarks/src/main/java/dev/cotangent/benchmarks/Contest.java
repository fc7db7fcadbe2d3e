package dev.cotangent.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Measures loops against each other: after a warm-up they take short turns, so that whatever
 * disturbs the machine disturbs them all.
 */
final class Contest {

  private static final long TURN_NANOS = 20_000_000;

  /** The clock is read about this often, so that short calls are not slowed by it. */
  private static final long READ_NANOS = 20_000;

  private static final long WARM_UP_NANOS = 250_000_000;
  private static final int MOST_WARM_UPS = 8;

  /** Warm is what gets no faster than that from one warm-up to the next. */
  private static final double NO_FASTER = 0.97;

  private final Runnable loop;
  private int calls = 1;

  private Contest(Runnable loop) {
    this.loop = loop;
  }

  /** Nanoseconds of a call of each loop: the median of its turns. */
  static double[] nanos(List<Runnable> loops, int rounds) {
    List<Contest> contestants = loops.stream().map(Contest::new).toList();
    contestants.forEach(Contest::warmUp);
    double[][] turns = new double[loops.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < turns.length; i++) {
        turns[i][round] = contestants.get(i).best(TURN_NANOS);
      }
    }
    return Arrays.stream(turns).mapToDouble(Contest::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void warmUp() {
    double before;
    double now = Double.POSITIVE_INFINITY;
    int times = 0;
    do {
      before = now;
      now = best(WARM_UP_NANOS);
      calls = (int) Math.max(1, Math.min(1 << 16, READ_NANOS / now));
    } while (now < before * NO_FASTER && ++times < MOST_WARM_UPS);
  }

  /** Nanoseconds of a call, the least that was seen within a time. */
  private double best(long nanos) {
    double best = Double.POSITIVE_INFINITY;
    long begin = System.nanoTime();
    long now = begin;
    do {
      long start = now;
      for (int i = 0; i < calls; i++) {
        loop.run();
      }
      now = System.nanoTime();
      best = Math.min(best, (double) (now - start) / calls);
    } while (now - begin < nanos);
    return best;
  }
}
