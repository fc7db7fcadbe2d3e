package dev.cotangent.cli;

import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Output files of the commands: paths are checked before the work and written after it. */
final class Outputs {

  /** The name of the model file in its directory. */
  static final String MODEL_FILE = "model.safetensors";

  /** The name of the checkpoint in its directory. */
  static final String CHECKPOINT_FILE = "checkpoint.safetensors";

  private Outputs() {}

  /**
   * Checks that a file can be written: it is not a directory, and its parent (or, for a device or a
   * pipe, the file itself) is writable. Removes temporary files that a killed command left next to
   * it.
   *
   * @throws UserError if the file cannot be written
   */
  static void checkFile(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError(option + ": " + file + " is a directory, expected a file");
    }
    if (!Files.exists(file) || Files.isRegularFile(file)) {
      checkParent(option, file);
      AtomicFiles.deleteLeftOvers(file);
    } else if (!Files.isWritable(file)) {
      throw new UserError(option + ": " + file + " cannot be written to");
    }
  }

  /**
   * Checks that a directory is writable, or can be created.
   *
   * @throws UserError if it is not
   */
  static void checkDirectory(String option, Path directory) {
    if (!Files.exists(directory)) {
      checkParent(option, directory);
    } else if (!Files.isDirectory(directory)) {
      throw new UserError(option + ": " + directory + " is a file, expected a directory");
    } else if (!Files.isWritable(directory)) {
      throw new UserError(option + ": the directory " + directory + " cannot be written to");
    }
  }

  private static void checkParent(String option, Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UserError(
          option + ": there is no directory " + parent + " for " + path + ", create it first");
    }
    if (!Files.isWritable(parent)) {
      throw new UserError(
          option + ": the directory " + parent + " of " + path + " cannot be written to");
    }
  }

  static void writeJson(Path file, Json report) throws IOException {
    JsonFiles.write(file, report);
  }

  static void write(Path file, AtomicFiles.ThrowingConsumer<OutputStream> content)
      throws IOException {
    AtomicFiles.write(file, content);
  }
}
