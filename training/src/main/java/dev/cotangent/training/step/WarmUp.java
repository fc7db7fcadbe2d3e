package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Objective;

/**
 * Compares two kernel sets in steps that do not affect the training: with the training's shapes, on
 * separate arrays and on one thread.
 *
 * <p>The JVM compiles the vector kernels while they run here. They win when a series of steps has
 * taken less than {@value #CLEARLY_FASTER} of the other set's best time, which is then measured
 * again, since that set may have become faster in the meantime. They lose after some seconds, or in
 * small networks after many steps.
 */
public final class WarmUp {

  private static final double CLEARLY_FASTER = 0.8;
  private static final int ROW = 20;
  private static final long ROW_NANOS = 100_000_000;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /** By then, the JVM has compiled everything that it is going to compile. */
  private static final int MOST_STEPS = 100_000;

  private final Objective objective;
  private final ParameterGroups groups;
  private final Batch batch;
  private final StepMemory memory;

  /**
   * Prepares steps on such a batch, which may change afterwards, since what is needed is copied.
   */
  public WarmUp(Objective objective, ParameterGroups groups, Batch batch, StepMemory memory) {
    this.objective = objective;
    this.groups = groups;
    this.batch = batch.copy();
    this.memory = memory.copy();
  }

  /** Warms one set up until it is clearly faster than another, or the time is up. */
  boolean isFaster(Kernels challenger, Kernels champion) {
    StepRun known = shadow(champion);
    StepRun warming = shadow(challenger);
    long end = System.nanoTime() + PATIENCE_NANOS;
    long best = time(known);
    long row = 0;
    long rowNanos = 0;
    for (int step = 0; step < MOST_STEPS && System.nanoTime() < end; step++) {
      long nanos = time(warming);
      boolean won = nanos < CLEARLY_FASTER * best;
      row = won ? row + 1 : 0;
      rowNanos = won ? rowNanos + nanos : 0;
      if (row >= ROW || rowNanos >= ROW_NANOS) {
        best = Math.min(best, best(known));
        if (rowNanos < CLEARLY_FASTER * best * row) {
          return true;
        }
        row = 0;
        rowNanos = 0;
      }
    }
    return false;
  }

  private StepRun shadow(Kernels kernels) {
    StepGraph graph = StepGraph.compile(objective, groups, batch, kernels);
    return new StepRun(
        graph,
        Models.of(objective.models()),
        groups,
        batch,
        memory,
        RandomWords.of(0),
        Timing.of(false));
  }

  /** The best time of a series of steps. */
  private long best(StepRun run) {
    long best = Long.MAX_VALUE;
    long sum = 0;
    for (int i = 0; i < ROW && sum < ROW_NANOS; i++) {
      long nanos = time(run);
      best = Math.min(best, nanos);
      sum += nanos;
    }
    return best;
  }

  private long time(StepRun run) {
    long start = System.nanoTime();
    run.execute(batch, Workers.serial());
    return System.nanoTime() - start;
  }
}
