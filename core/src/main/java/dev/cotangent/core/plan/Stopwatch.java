package dev.cotangent.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * Times a stretch of one thread's work for a {@link Profiler}, again and again. For one thread at a
 * time.
 */
public final class Stopwatch {

  private final @Nullable Tally tally;
  private long started;

  Stopwatch(@Nullable Tally tally) {
    this.tally = tally;
  }

  /** One that never looks at a clock. */
  public static Stopwatch off() {
    return new Stopwatch(null);
  }

  /** The stretch begins. */
  public void start() {
    if (tally != null) {
      started = System.nanoTime();
    }
  }

  /** The stretch that began last has ended. */
  public void stop() {
    if (tally != null) {
      long nanos = System.nanoTime() - started;
      tally.add(nanos, nanos);
    }
  }
}
