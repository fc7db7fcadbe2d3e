package dev.cotangent.core.plan.figures;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the time of a step or phase in one execution: the sum over all workers, and the interval
 * from first start to last end.
 */
public final class PartTimer {

  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong last = new AtomicLong();
  private final long origin = System.nanoTime();
  private final Tally tally;
  private final boolean wall;

  /**
   * A timer that adds to a tally, for each execution, the wall time if {@code wall}, else the
   * workers' time.
   */
  public PartTimer(Tally tally, boolean wall) {
    this.tally = tally;
    this.wall = wall;
  }

  /** Adds a worker's interval, in values of {@link System#nanoTime}. */
  public void add(long from, long to) {
    busy.getAndAdd(to - from);
    if (wall) {
      first.accumulateAndGet(from - origin, Math::min);
      last.accumulateAndGet(to - origin, Math::max);
    }
  }

  /** Ends the execution: adds its time to the tally and resets the timer. */
  public void flush() {
    long spent = busy.getAndSet(0);
    long from = first.getAndSet(Long.MAX_VALUE);
    long to = last.getAndSet(0);
    tally.add(wall ? Math.max(0, to - from) : spent, spent);
  }
}
