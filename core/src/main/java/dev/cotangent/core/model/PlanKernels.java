package dev.cotangent.core.model;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Run;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of a predictor's plan, which may change between two predictions. All sets compute the
 * same bits. Thread-safe; a prediction does not wait for another one.
 */
final class PlanKernels {

  private final Consumer<PlanKernels> warming;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile Kernels current;
  private volatile @Nullable Supplier<Run> runs;

  /** Threads may overwrite each other's counts, which only delays the warm-up. */
  private int left;

  /**
   * Creates the kernels of a plan.
   *
   * @param calls number of predictions before the warm-up; 0 for none
   * @param warming starts the warm-up
   */
  PlanKernels(Kernels first, int calls, Consumer<PlanKernels> warming) {
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
      this.runs = runs;
      warming.accept(this);
    }
  }

  /** Warms up other kernels with runs of the plan, once it has served. */
  void warmUp(Supplier<Kernels> others) {
    @Nullable Supplier<Run> made = runs;
    runs = null; // a published predictor may have other parameters by now
    if (made != null) {
      new PredictionWarmUp(made, this, others).run();
    }
  }
}
