package dev.cotangent.core.plan;

import dev.cotangent.core.plan.figures.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Repeatedly times a section of one thread's work for a {@link Profiler}. For one thread at a time.
 */
public final class Stopwatch {

  private final @Nullable Tally tally;
  private long started;

  Stopwatch(@Nullable Tally tally) {
    this.tally = tally;
  }

  /** A stopwatch that does nothing and never reads the clock. */
  public static Stopwatch off() {
    return new Stopwatch(null);
  }

  /** Starts timing a section. */
  public void start() {
    if (tally != null) {
      started = System.nanoTime();
    }
  }

  /** Ends the section that was started last. */
  public void stop() {
    if (tally != null) {
      long nanos = System.nanoTime() - started;
      tally.add(nanos, nanos);
    }
  }
}
