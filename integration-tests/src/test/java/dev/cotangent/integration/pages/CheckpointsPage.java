package dev.cotangent.integration.pages;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Memory;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The code of docs/checkpoints.md. */
public final class CheckpointsPage {

  private CheckpointsPage() {}

  /** Trains, and resumes with another trainer. */
  public static History resume(Trainer trainer, Trainer again, Dataset train, Path file)
      throws IOException {
    trainer.checkpoint(file, 500).fit(train, 30);
    History history = again.checkpoint(file, 500).resume(Checkpoint.read(file)).fit(train, 40);
    return history;
  }

  /** Runs all batches of some epochs, resuming where it stopped. */
  public static double loop(
      TrainStep step, Dataset data, Batch batch, Path file, long seed, int epochs)
      throws IOException {
    long[] epoch = {0};
    double[] best = {Double.POSITIVE_INFINITY};
    Memory[] memory = {Memory.of("epoch", epoch), Memory.of("best", best)};
    if (Files.exists(file)) {
      step.resume(file, memory);
    }
    while (epoch[0] < epochs) {
      int[] order = data.order(seed, (int) epoch[0]);
      for (int row = 0; row + 32 <= order.length; row += 32) {
        best[0] = Math.min(best[0], step.run(data.batch(order, row, batch)));
      }
      epoch[0]++;
      step.checkpoint(file, memory);
    }
    return best[0];
  }
}
