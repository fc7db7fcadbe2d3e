package dev.cotangent.core.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders and removes files so that this, too, is still so after a crash. Thread-safe. */
public final class Folders {

  private Folders() {}

  /**
   * Makes a folder, and those above it, where there is none yet.
   *
   * @throws FileSystemException if it cannot be made; it names the folder and the reason
   */
  public static void make(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    if (Files.isDirectory(absolute) || parent == null) {
      return;
    }
    make(parent);
    try {
      Files.createDirectory(absolute);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(absolute)) {
        throw new FileSystemException(
            absolute.toString(), null, "it is a file, expected a folder or nothing");
      }
    }
    ForcedFiles.forceDirectoryOf(absolute);
  }

  /**
   * Removes a file, or a folder that is empty, if it is there.
   *
   * @throws IOException if it cannot be removed
   */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      ForcedFiles.forceDirectoryOf(file.toAbsolutePath());
    }
  }
}
