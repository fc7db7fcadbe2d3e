package dev.cotangent.training;

import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Run;

/** What random numbers are functions of, as the inputs of plans. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomWords(int[] seed, int[] step, int[] firstRow) {

  static RandomWords of(long seed) {
    return new RandomWords(
        new int[] {(int) seed, (int) (seed >>> Integer.SIZE)}, new int[2], new int[1]);
  }

  /** Of which step, and where its rows begin in the mini-batch. */
  void set(long number, int row) {
    step[0] = (int) number;
    step[1] = (int) (number >>> Integer.SIZE);
    firstRow[0] = row;
  }

  /** Feeds a run, which reads them whenever it is executed. */
  void feed(Run run) {
    StepTensors.feed(run, PlanContext.SEED, seed);
    StepTensors.feed(run, PlanContext.STEP, step);
    StepTensors.feed(run, PlanContext.ROW, firstRow);
  }
}
