package dev.cotangent.core.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes files so that a reader, or a crash, finds either the whole old file or the whole new one.
 *
 * <p>The content goes to a temporary file next to the target. It gets the permissions of the file
 * that it replaces (until it is complete, only its owner may read it), is flushed to the device and
 * then moved over the target in one step. If anything fails, the temporary file is removed and the
 * target stays as it was. A target that is not a regular file, such as {@code /dev/null}, a
 * terminal or a pipe, is written to directly. A symbolic link is kept: the file that it points to
 * is written, or created if it does not exist yet.
 *
 * <p>Errors are {@link FileSystemException}s that name the target and the reason. Interrupting the
 * thread does not abort a write. The libraries and the command line write all their files through
 * this class. Thread-safe: of several writers, the last wins.
 */
public final class AtomicFiles {

  private static final FileAttribute<?>[] ANYBODY = {};
  private static final FileAttribute<?>[] OWNER_ONLY = {
    PosixFilePermissions.asFileAttribute(
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
  };

  /** The limit on Linux. */
  private static final int MOST_LINKS = 40;

  private AtomicFiles() {}

  /**
   * An action that may fail with an {@link IOException}.
   *
   * @param <T> type of the value
   */
  @FunctionalInterface
  public interface ThrowingConsumer<T> {
    /** Performs the action on the value. */
    void accept(T value) throws IOException;
  }

  /**
   * Replaces or creates a file with the bytes that the action writes.
   *
   * @param target the file, in a directory that exists
   * @param content writes to a buffered stream, which it may close but need not
   * @throws FileSystemException if the file cannot be written or the file system cannot move
   *     atomically; it names the file and the reason
   * @throws IOException as the content throws it, about another file
   */
  public static void write(Path target, ThrowingConsumer<? super OutputStream> content)
      throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(
          target.toString(), null, "it is a directory, expected a file or nothing");
    }
    boolean special = Files.exists(target) && !Files.isRegularFile(target);
    Path file = special ? target.toAbsolutePath() : withoutLinks(target.toAbsolutePath());
    try {
      if (special) {
        writeTo(file, content);
      } else {
        replace(file, content);
      }
    } catch (IOException failure) {
      throw FileErrors.of(target, file, failure);
    }
  }

  private static void replace(Path file, ThrowingConsumer<? super OutputStream> content)
      throws IOException {
    Path temporary = LeftOver.temporary(file);
    Optional<Set<PosixFilePermission>> permissions = permissions(file);
    try {
      Files.createFile(temporary, permissions.isPresent() ? OWNER_ONLY : ANYBODY);
      writeTo(temporary, content);
      ForcedFiles.force(temporary);
      if (permissions.isPresent()) {
        Files.setPosixFilePermissions(temporary, permissions.get());
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable failure) {
      delete(temporary, failure);
      throw failure;
    }
    ForcedFiles.forceDirectoryOf(file);
  }

  /**
   * Replaces or creates a file with a text in UTF-8.
   *
   * @param target the file, in a directory that exists
   * @throws FileSystemException as {@link #write} does
   */
  public static void writeString(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Deletes the temporary files that killed writers left in a directory. Call it only while no
   * other thread or process writes there.
   *
   * @throws IOException if the directory cannot be read or a file cannot be deleted
   */
  public static void sweep(Path directory) throws IOException {
    LeftOver.delete(directory, "", temporary -> true);
  }

  /**
   * Deletes the temporary files next to a target that were left by processes of this machine which
   * have ended. Failures are ignored.
   */
  public static void deleteLeftOvers(Path target) {
    try {
      Path file = withoutLinks(target.toAbsolutePath());
      Path folder = file.getParent();
      if (folder != null) {
        LeftOver.delete(folder, LeftOver.mark(file), LeftOver::isOfTheDead);
      }
    } catch (IOException | RuntimeException failure) {
      // leftovers are harmless; the next call tries again
    }
  }

  /** Resolves a chain of symbolic links; its target need not exist. */
  private static Path withoutLinks(Path start) throws IOException {
    Path file = Files.exists(start) ? start.toRealPath() : start;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(start.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  // A stream rather than a channel, because an interrupt would close a channel during a write.
  private static void writeTo(Path file, ThrowingConsumer<? super OutputStream> content)
      throws IOException {
    try (OutputStream out =
        Files.newOutputStream(
            file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      content.accept(new KeptOpen(buffered));
      buffered.flush();
    }
  }

  /** The permissions of an existing file, if the file system supports them. */
  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    boolean known = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return known && Files.exists(file)
        ? Optional.of(Files.getPosixFilePermissions(file))
        : Optional.empty();
  }

  private static void delete(Path file, Throwable failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Ignores the writer's close, since the stream is still flushed to the device afterwards. */
  private static final class KeptOpen extends FilterOutputStream {

    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
