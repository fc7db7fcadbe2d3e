package dev.cotangent.training.step;

import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Run;

/** The words that random numbers are derived from, as inputs of plans. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RandomWords(int[] seed, int[] step, int[] firstRow) {

  public static RandomWords of(long seed) {
    return new RandomWords(
        new int[] {(int) seed, (int) (seed >>> Integer.SIZE)}, new int[2], new int[1]);
  }

  /** Sets the step, and the position of its first row in the mini-batch. */
  public void set(long number, int row) {
    step[0] = (int) number;
    step[1] = (int) (number >>> Integer.SIZE);
    firstRow[0] = row;
  }

  /** Connects the words to a run, which reads them at each execution. */
  public void feed(Run run) {
    StepTensors.feed(run, PlanContext.SEED, seed);
    StepTensors.feed(run, PlanContext.STEP, step);
    StepTensors.feed(run, PlanContext.ROW, firstRow);
  }
}
