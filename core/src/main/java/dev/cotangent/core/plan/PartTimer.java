package dev.cotangent.core.plan;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of a step or phase in one execution, to which all workers add: what they spent on it,
 * and from when to when.
 */
final class PartTimer {

  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong last = new AtomicLong();
  private final long origin = System.nanoTime();
  private final Tally tally;
  private final boolean wall;

  /** A timer whose tally is given, for each execution, the wall time or else the workers' time. */
  PartTimer(Tally tally, boolean wall) {
    this.tally = tally;
    this.wall = wall;
  }

  /** A worker was at it, by the system's clock. */
  void add(long from, long to) {
    busy.getAndAdd(to - from);
    if (wall) {
      first.accumulateAndGet(from - origin, Math::min);
      last.accumulateAndGet(to - origin, Math::max);
    }
  }

  /** The execution has ended. */
  void flush() {
    long spent = busy.getAndSet(0);
    long from = first.getAndSet(Long.MAX_VALUE);
    long to = last.getAndSet(0);
    tally.add(wall ? Math.max(0, to - from) : spent, spent);
  }
}
