package dev.cotangent.cli;

import dev.cotangent.core.file.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the output files of a run; one that fails is noted and does not stop the others. */
final class OutputFiles {

  private final List<String> failures = new ArrayList<>();

  /** Writes one file. */
  @FunctionalInterface
  interface Writing {
    /** Writes the file. */
    void to(Path file) throws IOException;
  }

  /** Writes a file, notes a failure, and returns whether it succeeded. */
  boolean write(Path file, Writing writing) {
    try {
      writing.to(file);
      return true;
    } catch (IOException failure) {
      failed(file + ": " + FileErrors.reason(failure));
      return false;
    }
  }

  /** Notes a failure. */
  void failed(String message) {
    failures.add(message);
  }

  /** The failures so far, each with file and reason. */
  List<String> failures() {
    return failures;
  }
}
