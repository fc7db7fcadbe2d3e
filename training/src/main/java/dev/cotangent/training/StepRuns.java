package dev.cotangent.training;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The runs for the latest numbers of rows: an epoch needs one for full batches and one for the last
 * batch. For one thread; finding a run allocates nothing.
 */
final class StepRuns {

  private static final int CAPACITY = 4;

  private final @Nullable StepRun[] runs = new @Nullable StepRun[CAPACITY];
  private final IntFunction<StepRun> maker;
  private long callsOfForgotten;

  StepRuns(IntFunction<StepRun> maker) {
    this.maker = maker;
  }

  /** The run for a number of rows, which becomes the first to be found next time. */
  StepRun of(int rows) {
    int at = 0;
    while (at < CAPACITY - 1 && !fits(runs[at], rows)) {
      at++;
    }
    @Nullable StepRun last = runs[at];
    StepRun found = last != null && last.rows() == rows ? last : make(rows, last);
    System.arraycopy(runs, 0, runs, 1, at);
    runs[0] = found;
    return found;
  }

  private static boolean fits(@Nullable StepRun run, int rows) {
    return run == null || run.rows() == rows;
  }

  private StepRun make(int rows, @Nullable StepRun forgotten) {
    StepRun made = maker.apply(rows);
    callsOfForgotten += forgotten == null ? 0 : forgotten.kernelCalls();
    return made;
  }

  /** How many kernel calls all runs have made. */
  long kernelCalls() {
    long sum = callsOfForgotten;
    for (@Nullable StepRun run : runs) {
      sum += run == null ? 0 : run.kernelCalls();
    }
    return sum;
  }
}
