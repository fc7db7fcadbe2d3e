package dev.cotangent.core.io;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.file.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes safetensors files: the header length, the header in JSON, the bytes of the
 * tensors.
 *
 * <p>Everything is validated before memory is allocated: the header has at most 100 MB and fits
 * into the file, the tensors cover the rest of the file without gaps or overlaps, and shapes match
 * byte counts. Nothing in a file is executed. Files are laid out like those of the Python library,
 * and equal content gives equal bytes. Thread-safe.
 */
public final class Safetensors {

  /** The maximum header length, that of the Python library. */
  static final int MAX_HEADER = 100_000_000;

  private Safetensors() {}

  /**
   * Reads a file.
   *
   * <p>Tensors whose element type Cotangent lacks are kept as raw bytes and written back unchanged
   * ({@link ElementType}).
   *
   * @throws FileFormatException if the file is damaged
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile read(Path path) throws IOException {
    try (ByteSource source = ByteSource.open(path)) {
      return read(source, path.toString());
    }
  }

  /**
   * Reads the remaining bytes of a buffer. The tensors share its memory, so it must not be changed
   * afterwards.
   *
   * @param name the source's name in errors
   * @throws FileFormatException if the bytes are damaged
   */
  public static SafetensorsFile read(ByteBuffer bytes, String name) {
    try (ByteSource source = ByteSource.of(bytes)) {
      return read(source, name);
    } catch (IOException e) {
      throw new CotangentException("a buffer cannot fail to be read: " + name, e);
    }
  }

  /**
   * Writes a file, atomically through {@link AtomicFiles}.
   *
   * @throws CotangentException if the header would be longer than 100 MB
   * @throws IOException if the file cannot be written
   */
  public static void write(Path path, SafetensorsFile content) throws IOException {
    AtomicFiles.write(path, out -> write(out, content));
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @throws CotangentException if the header would be longer than 100 MB
   * @throws IOException if the stream fails
   */
  public static void write(OutputStream out, SafetensorsFile content) throws IOException {
    List<TensorEntry> tensors = SafetensorsHeader.ordered(content.tensors());
    byte[] header = SafetensorsHeader.encode(content.metadata(), tensors);
    ByteBuffer length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
    out.write(length.array());
    out.write(header);
    byte[] chunk = new byte[1 << 16];
    for (TensorEntry tensor : tensors) {
      write(out, tensor.bytes(), chunk);
    }
  }

  private static void write(OutputStream out, ByteBuffer bytes, byte[] chunk) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(chunk.length, bytes.remaining());
      bytes.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private static SafetensorsFile read(ByteSource source, String file) throws IOException {
    int length = headerLength(source, file);
    SafetensorsHeader header =
        SafetensorsHeader.decode(source.bytes(Long.BYTES, length), file, source.size());
    List<TensorEntry> tensors = new ArrayList<>(header.slots().size());
    for (SafetensorsHeader.Slot slot : header.slots()) {
      String what = "a tensor of ".concat(file);
      ByteBuffer bytes = source.read(what, Long.BYTES + length + slot.begin(), slot.length());
      tensors.add(TensorEntry.over(slot.name(), slot.type(), slot.shape(), bytes));
    }
    return SafetensorsFile.checked(header.metadata(), tensors);
  }

  private static int headerLength(ByteSource source, String file) throws IOException {
    if (source.size() < Long.BYTES) {
      throw new FileFormatException(
          file,
          source.size(),
          "the file ends here, expected the length of the header in its first 8 bytes");
    }
    long length = source.read(file, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 0 || length > MAX_HEADER) {
      throw new FileFormatException(
          file,
          0,
          "a header of "
              + Long.toUnsignedString(length)
              + " bytes, expected at most "
              + MAX_HEADER);
    }
    if (length > source.size() - Long.BYTES) {
      throw new FileFormatException(
          file,
          0,
          "a header of "
              + length
              + " bytes, expected at most "
              + (source.size() - Long.BYTES)
              + " in a file of this size");
    }
    return (int) length;
  }
}
