package dev.cotangent.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a training keeps what it needs to go on, and how often.
 *
 * @param file the file; empty: none is written
 * @param every after how many steps, besides the end; 0: at the end alone
 * @param notes of the user, for {@link Checkpoint#notes}
 * @param run what the place in the data depends on
 */
record Checkpoints(
    Optional<Path> file, long every, Map<String, String> notes, String run, OptionalLong horizon) {

  /** A step was done. */
  void afterStep(TrainStep step, EpochSum sum, List<Callback> callbacks) {
    if (file.isPresent() && every > 0 && step.step() % every == 0) {
      write(step, sum, callbacks, file.get());
    }
  }

  /** The training has ended. */
  void atEnd(TrainStep step, EpochSum sum, List<Callback> callbacks) {
    file.ifPresent(path -> write(step, sum, callbacks, path));
  }

  private void write(TrainStep step, EpochSum sum, List<Callback> callbacks, Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      CallbackMemory memory = CallbackMemory.of(callbacks);
      new Checkpoint(step.state(), sum, memory, run, horizon, false, notes).write(path);
    } catch (IOException e) {
      String message =
          "step " + step.step() + ": the checkpoint " + path + " cannot be written: " + e;
      throw new TrainingException(message, step.step(), e);
    }
  }
}
