package dev.cotangent.core.file;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files for reads that interrupts do not abort, whereas an interrupt of the reading thread
 * closes channels and the streams of {@link Files}; the counterpart of {@link AtomicFiles}. The
 * thread's interrupt flag is not changed. File systems other than the default one have channels
 * only, so a read from them may fail with a {@link java.nio.channels.ClosedByInterruptException}.
 * Thread-safe.
 */
public final class FileReads {

  private FileReads() {}

  /**
   * Opens a stream of a file, to be closed by the caller.
   *
   * @throws IOException if it cannot be opened, of the type that {@link Files} would throw for the
   *     reason
   */
  public static InputStream stream(Path path) throws IOException {
    return isDefault(path)
        ? open(path, () -> new FileInputStream(path.toFile()))
        : Files.newInputStream(path);
  }

  static boolean isDefault(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  /** Opens a file in the default file system. */
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
