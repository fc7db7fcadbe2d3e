package dev.cotangent.cli;

import dev.cotangent.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second run out of a directory as long as the first lives, in this JVM or another: a lock
 * on a file in it, which the operating system releases when the process ends in whatever way.
 */
final class RunLock implements AutoCloseable {

  /** The name of the file in the directory; it stays there, empty. */
  static final String FILE = ".cotangent.lock";

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final Path directory;
  private final FileChannel channel;
  private final boolean made;

  private RunLock(Path directory, FileChannel channel, boolean made) {
    this.directory = directory;
    this.channel = channel;
    this.made = made;
  }

  /**
   * Locks a directory, which is made if it is not there, and removes what runs that were killed
   * have left half written in it.
   *
   * @throws UserError if another run is using it
   * @throws IOException if it cannot be made or written to
   */
  static RunLock of(Path directory) throws IOException {
    boolean made = !Files.isDirectory(directory);
    Outputs.makeDirectory(directory);
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(directory, file, channel);
      AtomicFiles.sweep(directory);
      return new RunLock(directory, channel, made);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static void lock(Path directory, Path file, FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(directory);
      }
    } catch (OverlappingFileLockException inThisJvm) {
      throw inUse(directory);
    } catch (IOException unsupported) {
      LOG.warn(
          "{} cannot be locked ({}): make sure that no other run uses the directory",
          file,
          unsupported.getMessage());
    }
  }

  private static UserError inUse(Path directory) {
    return new UserError(
        "another run is using the directory "
            + directory
            + "; wait until it ends, or give another --out");
  }

  /** Releases the directory; one that was made for a run that left nothing goes away again. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (made && isEmpty()) {
        Files.deleteIfExists(directory.resolve(FILE));
        Files.deleteIfExists(directory);
      }
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().equals(List.of(directory.resolve(FILE)));
    }
  }
}
