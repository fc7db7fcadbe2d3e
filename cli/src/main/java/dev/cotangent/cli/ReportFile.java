package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.AtomicFiles;
import dev.cotangent.core.io.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the report of a run goes, as {@code --report-json} of this part or an earlier one has it.
 *
 * @param given whether it was named in this part: one that a checkpoint names replaces nothing but
 *     an earlier report
 */
record ReportFile(Path file, boolean given) {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * The one that a checkpoint keeps.
   *
   * @param checkpoint the file, for errors
   */
  static ReportFile kept(String name, String checkpoint) {
    try {
      return new ReportFile(Path.of(name), false);
    } catch (InvalidPathException wrong) {
      throw new UserError(
          "--resume: the report_json in " + checkpoint + " is no file name: " + wrong.getReason(),
          wrong);
    }
  }

  /** Checks that it could be written; one that a checkpoint keeps costs no more than itself. */
  void check() {
    if (given) {
      Outputs.checkFile("--report-json", file);
    } else {
      AtomicFiles.sweepBeside(file);
    }
  }

  /** The name that checkpoints keep; none for a device or a pipe. */
  Optional<String> absolute() {
    return Files.exists(file) && !Files.isRegularFile(file)
        ? Optional.empty()
        : Optional.of(file.toAbsolutePath().normalize().toString());
  }

  /** Writes the report of a run, if that is allowed. */
  void write(TrainingResult result, OutputFiles files) {
    if (given || !Files.exists(file) || isReport()) {
      files.write(file, to -> Outputs.writeJson(to, Report.of(result)));
    } else {
      files.failed(
          file
              + ": the file that is there is no report of train; train --resume "
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
