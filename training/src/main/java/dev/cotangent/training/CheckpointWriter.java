package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.file.Folders;
import dev.cotangent.training.checkpoint.Snapshot;
import dev.cotangent.training.failure.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the checkpoints of a training at given intervals. Single-threaded. */
final class CheckpointWriter {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final Optional<Path> file;
  private final long every;
  private final Map<String, String> notes;
  private final Consumer<TrainingException> failures;
  private boolean holdsNothingYet;

  /**
   * Creates a writer that has written nothing yet.
   *
   * @param file empty: no checkpoint is written
   * @param every number of steps between checkpoints, in addition to start and end; 0: only at
   *     these
   * @param notes the user's notes
   * @param failures receives messages about checkpoints that cannot be written
   */
  CheckpointWriter(
      Optional<Path> file,
      long every,
      Map<String, String> notes,
      Consumer<TrainingException> failures) {
    this.file = file;
    this.every = every;
    this.notes = notes;
    this.failures = failures;
  }

  /** Creates the folder, so that a wrong path shows before the first step. */
  void prepare() {
    if (file.isPresent()) {
      try {
        makeFolder(file.get());
      } catch (IOException e) {
        throw new CotangentException(
            "trainer: the folder of the checkpoint, "
                + file.get().toAbsolutePath().getParent()
                + ", cannot be created: "
                + FileErrors.reason(e),
            e);
      }
    }
  }

  private static void makeFolder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Folders.make(folder);
    }
  }

  /**
   * Writes the checkpoint at the start of a training that was not resumed: the file now belongs to
   * this training, which can resume from its first step, and does not hold the end of an earlier
   * one.
   */
  void atStart(Supplier<Snapshot> snapshot) {
    if (file.isPresent()) {
      holdsNothingYet = write(file.get(), 0, snapshot.get());
      if (!holdsNothingYet) {
        forget(file.get());
      }
    }
  }

  private static void forget(Path path) {
    if (Files.isRegularFile(path)) {
      try {
        Folders.delete(path);
      } catch (IOException e) {
        LOG.warn(
            "the checkpoint {} still belongs to an earlier training: {}",
            path,
            FileErrors.reason(e));
      }
    }
  }

  /** Whether a checkpoint is to be written after a step. */
  boolean isDue(long step) {
    return file.isPresent() && every > 0 && step % every == 0;
  }

  /** Writes the checkpoint after a step if there is a file. */
  void write(long step, Snapshot snapshot) {
    file.ifPresent(path -> write(path, step, snapshot));
  }

  /** Writes the checkpoint at the end of the training, with or without a step. */
  void atEnd(boolean changed, long step, Supplier<Snapshot> snapshot) {
    if (file.isPresent() && (changed || !Files.exists(file.get()))) {
      write(file.get(), step, snapshot.get());
    }
  }

  /** Writes the checkpoint and returns whether that succeeded. */
  private boolean write(Path path, long step, Snapshot snapshot) {
    try {
      makeFolder(path); // it may have been deleted
      put(path, new Checkpoint(snapshot, Set.of(), notes));
      return true;
    } catch (IOException e) {
      String message =
          "step "
              + step
              + ": the checkpoint "
              + path
              + " cannot be written: "
              + FileErrors.reason(e);
      failures.accept(new TrainingException(message, step, e));
      return false;
    }
  }

  /**
   * Writes a checkpoint; if that fails, the initial one is deleted to make room, and writing is
   * tried again.
   */
  private void put(Path path, Checkpoint checkpoint) throws IOException {
    boolean replacesStart = holdsNothingYet;
    holdsNothingYet = false;
    try {
      checkpoint.write(path);
    } catch (IOException failure) {
      if (!replacesStart) {
        throw failure;
      }
      forget(path);
      checkpoint.write(path);
    }
  }
}
