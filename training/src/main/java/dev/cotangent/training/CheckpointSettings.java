package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.checkpoint.CheckpointContent;
import dev.cotangent.training.failure.TrainingException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoints a trainer writes, and the one that it resumes. An immutable value.
 *
 * @param target empty: no checkpoint is written
 * @param every number of steps between checkpoints; 0: only at start and end
 * @param notes the user's notes
 * @param failures receives the failures to write a checkpoint
 * @param resumed checkpoint to resume from, if any
 */
record CheckpointSettings(
    Optional<CheckpointTarget> target,
    long every,
    Map<String, String> notes,
    Consumer<TrainingException> failures,
    Optional<Checkpoint> resumed) {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** No checkpoints; failures are logged. */
  static final CheckpointSettings NONE =
      new CheckpointSettings(
          Optional.empty(),
          0,
          Map.of(),
          failure -> LOG.warn("{}; the training continues", failure.getMessage()),
          Optional.empty());

  CheckpointSettings {
    if (every < 0) {
      throw new CotangentException(
          "trainer: checkpoint every " + every + " steps, expected 0 or more");
    }
    CheckpointContent.checkNotes(notes);
    notes = Map.copyOf(notes);
  }

  CheckpointSettings withTarget(
      CheckpointTarget place, long everySteps, Map<String, String> newNotes) {
    return new CheckpointSettings(Optional.of(place), everySteps, newNotes, failures, resumed);
  }

  CheckpointSettings withFailures(Consumer<TrainingException> handler) {
    return new CheckpointSettings(target, every, notes, handler, resumed);
  }

  CheckpointSettings withResumed(Checkpoint from) {
    return new CheckpointSettings(target, every, notes, failures, Optional.of(from));
  }

  /** Whether the training needs an identity for checkpoints. */
  boolean isUsed() {
    return target.isPresent() || resumed.isPresent();
  }

  /** A writer of the checkpoints of a training in one process. */
  CheckpointWriter writer() {
    return new CheckpointWriter(target, every, notes, failures);
  }

  /**
   * A writer of one member.
   *
   * @param first whether this is the member that writes the checkpoints of all
   */
  CheckpointWriter writer(boolean first) {
    return new CheckpointWriter(
        target.map(
            place ->
                first ? new CheckpointTarget.OfFirstMember(place) : new CheckpointTarget.OfOther()),
        every,
        notes,
        failures);
  }
}
