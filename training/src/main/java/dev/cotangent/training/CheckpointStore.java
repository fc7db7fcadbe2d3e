package dev.cotangent.training;

import java.io.IOException;

/**
 * A place for the checkpoints of a training other than a local file, such as a distributed file
 * system. Called by the thread that trains.
 */
@FunctionalInterface
public interface CheckpointStore {

  /**
   * Stores a checkpoint in place of the one before, completely or not at all.
   *
   * @throws IOException if that fails; {@link Trainer#checkpointFailures} says what happens then
   */
  void write(Checkpoint checkpoint) throws IOException;
}
