package dev.cotangent.core.plan.figures;

import java.util.Arrays;

/** Counts calls and adds up their times, in nanoseconds. Safe for use by many threads. */
public final class Tally {

  /** Number of latest times that the median is computed from. */
  private static final int LATEST = 1024;

  private static final int AT_FIRST = 16;

  private long[] latest = new long[AT_FIRST];
  private long calls;
  private long nanos;
  private long busyNanos;

  /** Adds a call and its times. */
  public synchronized void add(long took, long busy) {
    if (calls == latest.length && calls < LATEST) {
      latest = Arrays.copyOf(latest, 2 * latest.length);
    }
    latest[(int) (calls % latest.length)] = took;
    calls++;
    nanos += took;
    busyNanos += busy;
  }

  public synchronized long calls() {
    return calls;
  }

  public synchronized long nanos() {
    return nanos;
  }

  /** The time summed over all workers. */
  public synchronized long busyNanos() {
    return busyNanos;
  }

  public synchronized long medianNanos() {
    int count = (int) Math.min(calls, latest.length);
    long[] sorted = Arrays.copyOf(latest, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[count / 2];
  }
}
