package dev.cotangent.core.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Flushes written data to the device, so that a power failure does not lose it. */
final class ForcedFiles {

  private ForcedFiles() {}

  /** Flushes the content of a file. */
  static void force(Path file) throws IOException {
    try {
      force(file, StandardOpenOption.WRITE);
    } catch (AccessDeniedException readOnly) {
      force(file, StandardOpenOption.READ);
    }
  }

  /**
   * Flushes the directory entry of a file, and so its creation or move, where the platform can: not
   * on Windows, nor when the process has run out of file handles (which may surface as an error of
   * a JDK class that cannot be loaded).
   */
  static void forceDirectoryOf(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try {
      force(directory, StandardOpenOption.READ);
    } catch (IOException | LinkageError e) {
      // The file is complete either way; only the time at which it replaces the old one is less
      // certain.
    }
  }

  /** If an interrupt closes the channel, it is opened again; the interrupt stays pending. */
  private static void force(Path path, OpenOption option) throws IOException {
    boolean interrupted = false;
    try {
      do {
        interrupted |= Thread.interrupted();
      } while (!wasForced(path, option));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean wasForced(Path path, OpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException interrupt) {
      return false;
    }
  }
}
