package dev.cotangent.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates folders and deletes files durably: the change survives a crash. Thread-safe. */
public final class Folders {

  private Folders() {}

  /**
   * Creates a folder and its missing parents.
   *
   * @throws FileSystemException if it cannot be created; it names the folder and the reason
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
   * Deletes a file or an empty folder, if it exists.
   *
   * @throws IOException if it cannot be deleted
   */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      ForcedFiles.forceDirectoryOf(file.toAbsolutePath());
    }
  }
}
