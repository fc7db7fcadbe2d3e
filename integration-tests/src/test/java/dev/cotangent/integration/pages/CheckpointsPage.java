package dev.cotangent.integration.pages;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.History;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/** The code of docs/checkpoints.md. */
public final class CheckpointsPage {

  private CheckpointsPage() {}

  /** Trains, and goes on with another trainer. */
  public static History resume(Trainer trainer, Trainer again, Dataset train, Path file)
      throws IOException {
    trainer.checkpoint(file, 500).fit(train, 30);
    History history = again.checkpoint(file, 500).resume(Checkpoint.read(file)).fit(train, 40);
    return history;
  }
}
