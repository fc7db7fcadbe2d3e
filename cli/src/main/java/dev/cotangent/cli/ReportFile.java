package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.file.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file for the report of a run.
 *
 * @param file the path
 * @param given whether {@code --report-json} was given now; a path from a checkpoint may only
 *     replace an earlier report
 */
record ReportFile(Path file, boolean given) {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * The report file stored in a checkpoint.
   *
   * @param name its path
   * @param checkpoint the checkpoint's file, for the error
   * @throws UserError if {@code name} is not a valid path
   */
  static ReportFile kept(String name, String checkpoint) {
    try {
      return new ReportFile(Path.of(name), false);
    } catch (InvalidPathException wrong) {
      throw new UserError(
          "--resume: the report_json in "
              + checkpoint
              + " is not a valid path: "
              + wrong.getReason(),
          wrong);
    }
  }

  /**
   * Checks that the file can be written. A path from a checkpoint is not checked: it fails only its
   * own file.
   *
   * @throws UserError if it cannot be written
   */
  void check() {
    if (given) {
      Outputs.checkFile("--report-json", file);
    } else {
      AtomicFiles.deleteLeftOvers(file);
    }
  }

  /** The absolute path to store in checkpoints; empty for a device or a pipe. */
  Optional<String> absolute() {
    return Files.exists(file) && !Files.isRegularFile(file)
        ? Optional.empty()
        : Optional.of(file.toAbsolutePath().normalize().toString());
  }

  /** Writes the report, unless it would replace a file that is not a report. */
  void write(TrainingResult result, OutputFiles files) {
    if (given || !Files.exists(file) || isReport()) {
      files.write(file, to -> Outputs.writeJson(to, Report.of(result)));
    } else {
      files.failed(
          file
              + ": the existing file is not a report of train; train --resume "
              + result.settings().out().orElseThrow()
              + " --report-json "
              + file
              + " replaces it");
    }
  }

  private boolean isReport() {
    try {
      return Files.isRegularFile(file) && Report.isReport(JsonFiles.read(file, MOST_BYTES));
    } catch (IOException | CotangentException other) {
      return false;
    }
  }
}
