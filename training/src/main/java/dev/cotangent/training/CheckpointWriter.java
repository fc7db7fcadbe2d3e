package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a training keeps what it needs to go on, and how often.
 *
 * @param file empty: no checkpoint is written
 * @param every after how many steps, besides the end; 0: at the end alone
 * @param notes of the user
 * @param failures is told of checkpoints that cannot be written
 */
record CheckpointWriter(
    Optional<Path> file,
    long every,
    Map<String, String> notes,
    Consumer<TrainingException> failures) {

  /** Makes the folder, so that a wrong place shows before the first step. */
  void prepare() {
    file.map(path -> path.toAbsolutePath().getParent())
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(CheckpointWriter::make);
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CotangentException(
          "trainer: the folder of the checkpoint, "
              + folder
              + ", cannot be made: "
              + FileErrors.reason(e),
          e);
    }
  }

  /** A step was done. */
  void afterStep(long step, Supplier<Snapshot> snapshot) {
    if (file.isPresent() && every > 0 && step % every == 0) {
      write(file.get(), step, snapshot.get());
    }
  }

  /** The training has ended, with or without a step. */
  void atEnd(boolean changed, long step, Supplier<Snapshot> snapshot) {
    if (file.isPresent() && (changed || !Files.exists(file.get()))) {
      write(file.get(), step, snapshot.get());
    }
  }

  private void write(Path path, long step, Snapshot snapshot) {
    try {
      new Checkpoint(snapshot, Set.of(), notes).write(path);
    } catch (IOException e) {
      String message =
          "step "
              + step
              + ": the checkpoint "
              + path
              + " cannot be written: "
              + FileErrors.reason(e);
      failures.accept(new TrainingException(message, step, e));
    }
  }
}
