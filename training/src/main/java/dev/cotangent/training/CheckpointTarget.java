package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of a training's checkpoints; its text is for messages. */
interface CheckpointTarget {

  /** Does what shows a wrong place before the first step. */
  default void prepare() {}

  /** Stores a checkpoint in place of the one before, completely or not at all. */
  void write(Checkpoint checkpoint) throws IOException;

  /** Whether there is a checkpoint, as far as known. */
  default boolean exists() {
    return true;
  }

  /** Removes a checkpoint of an earlier training if possible. */
  default void forget() {}

  /** A file. */
  record OfFile(Path path) implements CheckpointTarget {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    /** Creates the folder. */
    @Override
    public void prepare() {
      try {
        makeFolder();
      } catch (IOException e) {
        throw new CotangentException(
            "trainer: the folder of the checkpoint, "
                + path.toAbsolutePath().getParent()
                + ", cannot be created: "
                + FileErrors.reason(e),
            e);
      }
    }

    private void makeFolder() throws IOException {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Folders.make(folder);
      }
    }

    @Override
    public void write(Checkpoint checkpoint) throws IOException {
      makeFolder(); // it may have been deleted
      checkpoint.write(path);
    }

    @Override
    public boolean exists() {
      return Files.exists(path);
    }

    @Override
    public void forget() {
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

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A place of the caller's. */
  record OfStore(CheckpointStore store) implements CheckpointTarget {

    @Override
    public void write(Checkpoint checkpoint) throws IOException {
      store.write(checkpoint);
    }

    @Override
    public String toString() {
      return "in " + store;
    }
  }

  /**
   * The place of the member that writes the checkpoints of all. Whether one exists does not matter,
   * since the others, who take part in each checkpoint, cannot know.
   */
  record OfFirstMember(CheckpointTarget place) implements CheckpointTarget {

    @Override
    public void prepare() {
      place.prepare();
    }

    @Override
    public void write(Checkpoint checkpoint) throws IOException {
      place.write(checkpoint);
    }

    @Override
    public void forget() {
      place.forget();
    }

    @Override
    public String toString() {
      return place.toString();
    }
  }

  /** The place of a member whose checkpoints another member writes. */
  record OfOther() implements CheckpointTarget {

    @Override
    public void write(Checkpoint checkpoint) {}
  }
}
