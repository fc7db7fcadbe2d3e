package dev.cotangent.cli;

import dev.cotangent.core.io.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a run leaves behind: each is written for itself, whatever becomes of the others.
 */
final class OutputFiles {

  private final List<String> failures = new ArrayList<>();

  /** An action that writes a file. */
  @FunctionalInterface
  interface Writing {
    /** Writes it. */
    void to(Path file) throws IOException;
  }

  /** Writes a file and returns whether that went well. */
  boolean write(Path file, Writing writing) {
    try {
      writing.to(file);
      return true;
    } catch (IOException failure) {
      failed(file + ": " + FileErrors.reason(failure));
      return false;
    }
  }

  /** Notes something that could not be written. */
  void failed(String message) {
    failures.add(message);
  }

  /** The files that could not be written, each with its reason. */
  List<String> failures() {
    return failures;
  }
}
