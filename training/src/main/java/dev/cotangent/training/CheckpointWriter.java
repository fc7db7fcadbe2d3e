package dev.cotangent.training;

import dev.cotangent.core.file.FileErrors;
import dev.cotangent.training.checkpoint.Snapshot;
import dev.cotangent.training.failure.TrainingException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes the checkpoints of a training at given intervals. Single-threaded. */
final class CheckpointWriter {

  private final Optional<CheckpointTarget> target;
  private final long every;
  private final Map<String, String> notes;
  private final Consumer<TrainingException> failures;
  private boolean holdsNothingYet;

  /**
   * Creates a writer that has written nothing yet.
   *
   * @param target empty: no checkpoint is written
   * @param every number of steps between checkpoints, in addition to start and end; 0: only at
   *     these
   * @param notes the user's notes
   * @param failures receives messages about checkpoints that cannot be written
   */
  CheckpointWriter(
      Optional<CheckpointTarget> target,
      long every,
      Map<String, String> notes,
      Consumer<TrainingException> failures) {
    this.target = target;
    this.every = every;
    this.notes = notes;
    this.failures = failures;
  }

  /** Creates the folder, so that a wrong path shows before the first step. */
  void prepare() {
    target.ifPresent(CheckpointTarget::prepare);
  }

  /**
   * Writes the checkpoint at the start of a training that was not resumed: the file now belongs to
   * this training, which can resume from its first step, and does not hold the end of an earlier
   * one.
   */
  void atStart(Supplier<Snapshot> snapshot) {
    if (target.isPresent()) {
      holdsNothingYet = write(target.get(), 0, snapshot.get());
      if (!holdsNothingYet) {
        target.get().forget();
      }
    }
  }

  /**
   * Whether a checkpoint is to be written after a step.
   *
   * @param before the step after which one could have been written last
   */
  boolean isDue(long before, long step) {
    return target.isPresent() && every > 0 && step / every > before / every;
  }

  /** Writes the checkpoint after a step if there is a place for it. */
  void write(long step, Snapshot snapshot) {
    target.ifPresent(place -> write(place, step, snapshot));
  }

  /** Writes the checkpoint at the end of the training, with or without a step. */
  void atEnd(boolean changed, long step, Supplier<Snapshot> snapshot) {
    if (target.isPresent() && (changed || !target.get().exists())) {
      write(target.get(), step, snapshot.get());
    }
  }

  /** Writes the checkpoint and returns whether that succeeded. */
  private boolean write(CheckpointTarget place, long step, Snapshot snapshot) {
    try {
      put(place, new Checkpoint(snapshot, Set.of(), notes));
      return true;
    } catch (IOException e) {
      String message =
          "step "
              + step
              + ": the checkpoint "
              + place
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
  private void put(CheckpointTarget place, Checkpoint checkpoint) throws IOException {
    boolean replacesStart = holdsNothingYet;
    holdsNothingYet = false;
    try {
      place.write(checkpoint);
    } catch (IOException failure) {
      if (!replacesStart) {
        throw failure;
      }
      place.forget();
      place.write(checkpoint);
    }
  }
}
