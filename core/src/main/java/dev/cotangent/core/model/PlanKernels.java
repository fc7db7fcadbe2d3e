package dev.cotangent.core.model;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Run;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The kernels of a predictor's plan, which may change between two predictions. All sets compute the
 * same bits. Thread-safe; a prediction does not wait for another one.
 */
final class PlanKernels {

  private final BiConsumer<PlanKernels, Supplier<Run>> warming;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile Kernels current;

  /** Threads may overwrite each other's counts, which only delays the warm-up. */
  private int left;

  /**
   * Creates the kernels of a plan.
   *
   * @param calls number of predictions before the warm-up; 0 for none
   * @param warming starts the warm-up
   */
  PlanKernels(Kernels first, int calls, BiConsumer<PlanKernels, Supplier<Run>> warming) {
    this.current = first;
    this.left = calls;
    this.warming = warming;
  }

  /** The kernels of the next prediction. */
  Kernels current() {
    return current;
  }

  /** Changes the kernels from the next prediction on. */
  void changeTo(Kernels other) {
    current = other;
  }

  /**
   * Counts a prediction; the warm-up begins after enough of them.
   *
   * @param runs makes fed runs of the plan
   */
  void served(Supplier<Run> runs) {
    if (left > 0 && --left == 0 && begun.compareAndSet(false, true)) {
      warming.accept(this, runs);
    }
  }
}
