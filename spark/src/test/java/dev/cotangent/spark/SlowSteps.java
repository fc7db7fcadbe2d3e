package dev.cotangent.spark;

import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes steps slow, so that there is time to kill their process, and writes its id into a file at
 * one of them.
 *
 * @param millis time that each step takes longer
 * @param markAt number of the step, from 1; 0 for none
 * @param mark name of the file
 */
record SlowSteps(long millis, long markAt, String mark) implements Callback {

  @Override
  public void onStep(StepResult result) {
    if (result.step() == markAt) {
      mark(mark);
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the id of this process into a file, if no process has done so. */
  static boolean mark(String file) {
    Path path = Path.of(file);
    if (Files.exists(path)) {
      return false;
    }
    try {
      Path written = Files.createTempFile(path.getParent(), "mark", ".tmp");
      Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
      Files.move(written, path);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a mark and kills its process. */
  static void awaitAndKill(Path mark) {
    try {
      while (!Files.exists(mark)) {
        Thread.sleep(10);
      }
      LocalCluster.kill(ProcessHandle.of(Long.parseLong(Files.readString(mark))).orElseThrow());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String id() {
    return "";
  }
}
