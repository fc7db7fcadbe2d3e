package dev.cotangent.parallel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of shared runs in progress in this JVM, of all workers, and the share of the
 * processors that each may use.
 *
 * <p>Helpers that find no free processor only take turns with the callers: eight trainings with two
 * workers each ran at half the speed of eight with one. The number affects speed alone, never a
 * result.
 */
final class Crowding {

  private static final AtomicInteger RUNS = new AtomicInteger();

  private Crowding() {}

  /** Called when a run begins. */
  static void enter() {
    RUNS.incrementAndGet();
  }

  /** Called when a run ends. */
  static void leave() {
    RUNS.decrementAndGet();
  }

  /** The number of helpers for which each run in progress has a processor, from 0. */
  static int room(int processors) {
    return Math.max(0, processors / Math.max(1, RUNS.get()) - 1);
  }
}
