package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.FileFormatException;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a training needs to go on as if it had never stopped, to the bit: parameters and
 * optimizer state by name, place in the data, the settings that decide its numbers, a fingerprint
 * of its data, the results of the epochs done, and what callbacks remember.
 *
 * <p>One safetensors file, written atomically, with a checksum over its whole content;
 * docs/checkpoints.md describes it. Reading it runs no code and loads no plugin. Immutable, safe
 * for use by many threads.
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
   * Reads a checkpoint. A pending interrupt of the thread does not disturb the reading, and stays
   * pending.
   *
   * @throws FileFormatException if the file is damaged, is no checkpoint, or was written by a
   *     version of another format or of other bits; the message names it
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    try {
      return new Checkpoint(
          CheckpointFile.decode(content), Set.of(), CheckpointContent.notes(content));
    } catch (CotangentException | IndexOutOfBoundsException wrong) {
      throw new FileFormatException(
          file.toString(), 0, "no checkpoint to go on from: " + wrong.getMessage(), wrong);
    }
  }

  /** Writes the file atomically. */
  void write(Path file) throws IOException {
    Safetensors.write(file, CheckpointFile.encode(snapshot, notes));
  }

  /** The number of steps done. */
  public long step() {
    return snapshot.progress().position().step();
  }

  /** The number of epochs that are complete. */
  public int epochs() {
    return snapshot.progress().position().epoch();
  }

  /** The notes that {@link Trainer#checkpoint(Path, long, Map)} was given. */
  public SortedMap<String, String> notes() {
    return notes;
  }

  /**
   * The same checkpoint for a training in which these settings may have other values than in the
   * one that wrote it. The result is then that of a training whose settings changed at this step.
   * Everything else still has to be the same.
   */
  public Checkpoint accepting(Setting... settings) {
    EnumSet<Setting> all = EnumSet.noneOf(Setting.class);
    all.addAll(accepted);
    Collections.addAll(all, settings);
    return new Checkpoint(snapshot, all, notes);
  }

  /**
   * The same checkpoint for a training whose schedule is planned for another number of steps: the
   * rate then jumps to where the new plan has it. Short for {@link #accepting accepting(
   * Setting.HORIZON)}.
   */
  public Checkpoint extended() {
    return accepting(Setting.HORIZON);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Which settings may differ. */
  Set<Setting> accepted() {
    return accepted;
  }
}
