package dev.cotangent.training.step;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Repeatedly times a section of one thread's work for a profiler. For one thread at a time; without
 * a profiler it does nothing and never reads the clock.
 */
public final class Stopwatch {

  private final @Nullable LongConsumer section;
  private long started;

  /** A stopwatch that reports nanoseconds to a section of a profile, if there is one. */
  Stopwatch(Optional<LongConsumer> section) {
    this.section = section.orElse(null);
  }

  /** Starts timing a section. */
  public void start() {
    if (section != null) {
      started = System.nanoTime();
    }
  }

  /** Ends the section that was started last. */
  public void stop() {
    if (section != null) {
      section.accept(System.nanoTime() - started);
    }
  }
}
