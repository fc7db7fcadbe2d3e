package dev.cotangent.core.plan;

import java.util.Arrays;

/** How often something was done and how long it took. Safe for use by many threads. */
final class Tally {

  /** The median is that of so many latest times. */
  private static final int LATEST = 1024;

  private static final int AT_FIRST = 16;

  private long[] latest = new long[AT_FIRST];
  private long calls;
  private long nanos;
  private long busyNanos;

  /** It was done once more. */
  synchronized void add(long took, long busy) {
    if (calls == latest.length && calls < LATEST) {
      latest = Arrays.copyOf(latest, 2 * latest.length);
    }
    latest[(int) (calls % latest.length)] = took;
    calls++;
    nanos += took;
    busyNanos += busy;
  }

  synchronized long calls() {
    return calls;
  }

  synchronized long nanos() {
    return nanos;
  }

  /** The time of all workers together. */
  synchronized long busyNanos() {
    return busyNanos;
  }

  synchronized long medianNanos() {
    int count = (int) Math.min(calls, latest.length);
    long[] sorted = Arrays.copyOf(latest, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[count / 2];
  }
}
