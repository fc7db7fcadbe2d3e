package dev.cotangent.core.io;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files for reading so that an interrupt does not disturb it, as {@link AtomicFiles} writes
 * them: a channel, and the streams of {@link Files}, are closed by an interrupt of the thread that
 * reads. The thread's flag stays as it is. In file systems other than the default one there are
 * channels only, and a read may fail with a {@link java.nio.channels.ClosedByInterruptException}.
 * Thread-safe.
 */
public final class FileReads {

  private FileReads() {}

  /**
   * A stream of a file, to be closed.
   *
   * @throws IOException if it cannot be opened, with the reason in its type, as {@link Files} has
   *     it
   */
  public static InputStream stream(Path path) throws IOException {
    return isDefault(path)
        ? open(path, () -> new FileInputStream(path.toFile()))
        : Files.newInputStream(path);
  }

  static boolean isDefault(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  /** A file of the default file system. */
  static RandomAccessFile file(Path path) throws IOException {
    return open(path, () -> new RandomAccessFile(path.toFile(), "r"));
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  private static <T> T open(Path path, Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (FileNotFoundException untyped) {
      Files.newInputStream(path).close();
      throw untyped;
    }
  }
}
