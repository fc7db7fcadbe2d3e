package dev.cotangent.core.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files so that a reader, or a crash, finds either the whole old file or the whole new one.
 *
 * <p>The content goes to a temporary file beside the target, is forced to the device and then moved
 * over the target in one step. If anything fails, the temporary file is removed and the target
 * stays as it was. A pending interrupt does not disturb the writing. Paths belong to the default
 * file system. Thread-safe: of several writers, the last wins.
 */
public final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * An action that may fail with an {@link IOException}.
   *
   * @param <T> what it acts on
   */
  @FunctionalInterface
  public interface ThrowingConsumer<T> {
    /** Acts on the value. */
    void accept(T value) throws IOException;
  }

  /**
   * Replaces or creates a file with what the action writes.
   *
   * @param target the file, in a directory that exists; if it is a symbolic link, what it points to
   *     is replaced
   * @param content writes to a buffered stream, which it may close but need not
   * @throws IOException if the file cannot be written or the file system cannot move atomically
   */
  public static void write(Path target, ThrowingConsumer<? super OutputStream> content)
      throws IOException {
    Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    Path temporary = file.resolveSibling(".cotangent-" + UUID.randomUUID() + ".tmp");
    try {
      writeAndForce(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable failure) {
      delete(temporary, failure);
      throw failure;
    }
    forceDirectory(file);
  }

  /**
   * Replaces or creates a file with a text in UTF-8.
   *
   * @param target the file, in a directory that exists
   * @throws IOException if the file cannot be written or the file system cannot move atomically
   */
  public static void writeString(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  // A FileOutputStream rather than a channel: an interrupt closes a channel in the middle of a
  // write.
  private static void writeAndForce(Path file, ThrowingConsumer<? super OutputStream> content)
      throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      content.accept(new KeptOpen(buffered));
      buffered.flush();
      out.getFD().sync();
    }
  }

  private static void delete(Path file, Throwable failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Makes the move itself durable, where directories can be forced: not on Windows, nor while
   * interrupted.
   */
  private static void forceDirectory(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content is whole either way; only the moment at which it replaces the old one is less
      // certain.
    }
  }

  /** Lets the writer close its stream although it is to be forced afterwards. */
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
