package dev.cotangent.cli;

import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.file.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks a directory against a second run, in this JVM or another, by a lock on a file in it. The
 * operating system releases the lock when the process ends, however it ends.
 */
final class RunLock implements AutoCloseable {

  /** The name of the lock file, which exists while a run is active. */
  static final String FILE = ".cotangent.lock";

  /** Locked files have sizes from this up to twice this; a run that ends halves its own. */
  private static final long SIZES = 1 << 16;

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
   * Locks a directory, creates it if it does not exist, and removes temporary files that killed
   * runs left in it.
   *
   * @throws UserError if another run is using the directory
   * @throws IOException if it cannot be created or written to
   */
  static RunLock of(Path directory) throws IOException {
    boolean made = !Files.isDirectory(directory);
    Folders.make(directory);
    RunLock lock = new RunLock(directory, locked(directory), made);
    try {
      AtomicFiles.sweep(directory);
      return lock;
    } catch (IOException | RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /** Retries if the previous run deleted the file between our opening and locking it. */
  private static FileChannel locked(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!lock(directory, file, channel) || isOf(file, channel)) {
          return channel;
        }
      } catch (IOException failure) {
        channel.close();
        throw new FileSystemException(file.toString(), null, FileErrors.reason(failure));
      } catch (RuntimeException failure) {
        channel.close();
        throw failure;
      }
      channel.close();
    }
  }

  /** Locks the file; false if the file system does not support locks. */
  private static boolean lock(Path directory, Path file, FileChannel channel) {
    try {
      if (channel.tryLock() == null) {
        throw inUse(directory);
      }
      return true;
    } catch (OverlappingFileLockException inThisJvm) {
      throw inUse(directory);
    } catch (IOException unsupported) {
      LOG.warn(
          "{} cannot be locked ({}): make sure that no other run uses the directory",
          file,
          unsupported.getMessage());
      return false;
    }
  }

  /** Whether the locked channel is still that of the file: a random size identifies it. */
  private static boolean isOf(Path file, FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), SIZES + (System.nanoTime() & (SIZES - 1)));
    return hasSizeOf(file, channel);
  }

  // Compares sizes rather than opening the file again: closing it would release the lock.
  private static boolean hasSizeOf(Path file, FileChannel channel) throws IOException {
    try {
      return Files.size(file) == channel.size();
    } catch (NoSuchFileException deleted) {
      return false;
    }
  }

  private static UserError inUse(Path directory) {
    return new UserError(
        "another run is using the directory "
            + directory
            + "; wait until it ends, or give another --out");
  }

  /**
   * Releases the directory, and deletes it if the run created it and left it empty. A lock file
   * that cannot be deleted is only a warning, since all other files are complete. Idempotent.
   */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      if (isStillOurs()) {
        Folders.delete(directory.resolve(FILE));
      }
      if (made && Files.isDirectory(directory) && isEmpty()) {
        Folders.delete(directory);
      }
    } catch (IOException failure) {
      LOG.warn(
          "{} cannot be deleted ({}); later runs are not affected",
          directory.resolve(FILE),
          FileErrors.reason(failure));
    }
  }

  /** False if the file was deleted and another run has created its own. */
  private boolean isStillOurs() throws IOException {
    channel.truncate(channel.size() / 2);
    return hasSizeOf(directory.resolve(FILE), channel);
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
