package dev.cotangent.core.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces what was written to the device, so that a power failure does not lose it. */
final class ForcedFiles {

  private ForcedFiles() {}

  /** Forces the content of a file. */
  static void force(Path file) throws IOException {
    try {
      force(file, StandardOpenOption.WRITE);
    } catch (AccessDeniedException readOnly) {
      force(file, StandardOpenOption.READ);
    }
  }

  /**
   * Forces the names in the directory of a file, and thereby its creation or move, where
   * directories can be forced: not on Windows, nor where no file can be opened any more (as an
   * error of the JDK's own classes, too, which then cannot be loaded).
   */
  static void forceDirectoryOf(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try {
      force(directory, StandardOpenOption.READ);
    } catch (IOException | LinkageError e) {
      // The content is whole either way; only the moment at which it replaces the old one is less
      // certain.
    }
  }

  /** An interrupt closes the channel, which is then opened again; it is pending afterwards. */
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
