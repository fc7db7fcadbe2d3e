package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.data.Batch;
import java.util.List;

/** Trains once on all rows of several batches. */
public final class MicroBatches {

  private MicroBatches() {}

  /**
   * Weighs all batches, so that each part of the loss gets its share of all rows, accumulates all
   * but the last, and updates with that one.
   *
   * @return the loss before the update, over all rows
   * @throws CotangentException if there are none, or others are waiting for an update
   */
  public static float run(StepEngine engine, List<Batch> batches) {
    check(engine, batches);
    int last = batches.size() - 1;
    for (int i = 0; last > 0 && i <= last; i++) {
      engine.weigh(batches.get(i));
    }
    for (int i = 0; i < last; i++) {
      engine.accumulate(batches.get(i));
    }
    return engine.run(batches.get(last));
  }

  private static void check(StepEngine engine, List<Batch> batches) {
    if (batches.isEmpty()) {
      throw new CotangentException("run: there are no micro-batches, expected at least one");
    }
    if (engine.waitingRows() > 0) {
      throw new CotangentException(
          "run: "
              + engine.waitingRows()
              + " rows are waiting for an update; call run(Batch) to update, or pass all"
              + " micro-batches to run(List) at once");
    }
    for (int i = 0; i < batches.size(); i++) {
      Given.of("run: a micro-batch", batches.get(i));
    }
  }
}
