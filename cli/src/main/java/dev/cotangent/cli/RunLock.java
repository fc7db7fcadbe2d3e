package dev.cotangent.cli;

import dev.cotangent.core.io.AtomicFiles;
import dev.cotangent.core.io.FileErrors;
import dev.cotangent.core.io.Folders;
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
 * Keeps a second run out of a directory as long as the first lives, in this JVM or another: a lock
 * on a file in it, which the operating system releases when the process ends in whatever way.
 */
final class RunLock implements AutoCloseable {

  /** The name of the file in the directory, which is there while a run lives. */
  static final String FILE = ".cotangent.lock";

  /** Those of locked files are from here to twice as much; a run that ends halves its own. */
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
   * Locks a directory, which is made if it is not there, and removes what runs that were killed
   * have left half written in it.
   *
   * @throws UserError if another run is using it
   * @throws IOException if it cannot be made or written to
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

  /** Tries again where the last run has deleted the file between our opening and locking it. */
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

  /** Locks the file; false where the file system has no locks. */
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

  /** Whether it is this file that was locked: none has its size. */
  private static boolean isOf(Path file, FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), SIZES + (System.nanoTime() & (SIZES - 1)));
    return hasSizeOf(file, channel);
  }

  // The file is not opened to see whether it is the one that was locked: closing it again would
  // release the lock. Its size tells.
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
   * Releases the directory; one that was made for a run that left nothing goes away again. What is
   * in it is whole in any case, so that a lock that cannot be removed is no more than a warning.
   * Once closed, nothing happens.
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
          "{} cannot be removed ({}); it hinders no later run",
          directory.resolve(FILE),
          FileErrors.reason(failure));
    }
  }

  /** Not if somebody deleted the file and another run has made its own. */
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
