package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.training.checkpoint.CheckpointContent;
import dev.cotangent.training.checkpoint.CheckpointFile;
import dev.cotangent.training.checkpoint.Snapshot;
import dev.cotangent.training.failure.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The complete state of a training, from which it resumes bit for bit as if it had never stopped:
 * parameters and optimizer state by name, position in the data, the settings that determine its
 * numbers, a fingerprint of its data, the results of the completed epochs, and the callbacks'
 * state.
 *
 * <p>Stored as one safetensors file, written atomically, with a checksum over its whole content;
 * docs/checkpoints.md describes it. Reading a checkpoint runs no code and loads no plugin.
 * Immutable, thread-safe.
 */
public final class Checkpoint {

  private final Snapshot snapshot;
  private final Set<Setting> accepted;
  private final SortedMap<String, String> notes;

  Checkpoint(Snapshot snapshot, Set<Setting> accepted, Map<String, String> notes) {
    this.snapshot = snapshot;
    this.accepted = accepted;
    this.notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
  }

  /**
   * Reads a checkpoint. Not affected by a pending interrupt of the thread, which stays pending.
   *
   * @throws FileFormatException if the file is damaged, is not a checkpoint, or was written by a
   *     version with another format or another numerics version; the message says which
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    try {
      return new Checkpoint(
          CheckpointFile.decode(content), Set.of(), CheckpointContent.notes(content));
    } catch (CotangentException | IndexOutOfBoundsException wrong) {
      throw new FileFormatException(
          file.toString(), 0, "not a checkpoint to resume from: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Writes the file atomically.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Safetensors.write(file, CheckpointFile.encode(snapshot, notes));
  }

  /** The number of completed steps. */
  public long step() {
    return snapshot.progress().position().step();
  }

  /** The number of completed epochs. */
  public int epochs() {
    return snapshot.progress().position().epoch();
  }

  /** The notes that were passed to {@link Trainer#checkpoint(Path, long, Map)}. */
  public SortedMap<String, String> notes() {
    return notes;
  }

  /**
   * Returns a copy that accepts a training whose values of these settings differ from those of the
   * training that wrote it. The result is that of a training whose settings changed at this step.
   * Everything else still has to match.
   */
  public Checkpoint accepting(Setting... settings) {
    EnumSet<Setting> all = EnumSet.noneOf(Setting.class);
    all.addAll(accepted);
    Collections.addAll(all, settings);
    return new Checkpoint(snapshot, all, notes);
  }

  /**
   * Returns a copy that accepts a training whose schedule is planned for a different number of
   * steps: the learning rate jumps to its value in the new plan. Short for {@link #accepting
   * accepting(Setting.HORIZON)}.
   */
  public Checkpoint extended() {
    return accepting(Setting.HORIZON);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** The settings that may differ. */
  Set<Setting> accepted() {
    return accepted;
  }
}
