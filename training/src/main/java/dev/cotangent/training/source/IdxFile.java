package dev.cotangent.training.source;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.file.FileReads;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Gzip;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in an IDX file: two zero bytes, the type (8), the rank, a four-byte
 * big-endian length for each axis, and the elements row-major.
 */
final class IdxFile {

  private static final int UNSIGNED_BYTES = 8;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;
  private static final int PREFIX = 4;

  private final int[] lengths;
  private final byte[] elements;

  private IdxFile(int[] lengths, byte[] elements) {
    this.lengths = lengths;
    this.elements = elements;
  }

  /**
   * Reads a file, using no more memory than its contents.
   *
   * @throws FileFormatException if it is damaged or has a different rank, naming the position
   */
  public static IdxFile read(Path file, int rank) throws IOException {
    String name = file.toString();
    try (InputStream raw = FileReads.stream(file);
        InputStream in = Gzip.unpacked(raw, name)) {
      int[] lengths = header(in, name, rank);
      int size = size(lengths, name);
      byte[] elements = elements(in, size, name);
      int begin = PREFIX + 4 * rank;
      if (elements.length < size) {
        throw new FileFormatException(
            name, begin + elements.length, "the file ends early, expected " + size + " elements");
      }
      if (in.read() >= 0) {
        throw new FileFormatException(
            name,
            (long) begin + size,
            "the file has more than the " + size + " elements of its header");
      }
      return new IdxFile(lengths, elements);
    } catch (ZipException | EOFException e) {
      throw new DataException(name + " is not a complete gzip file: " + FileErrors.reason(e), e);
    }
  }

  /** Reads at most this many bytes, allocating memory only for those that exist. */
  private static byte[] elements(InputStream in, int size, String name) throws IOException {
    try {
      return MemoryException.allocate(
          name + ": reading " + size + " elements", 0, () -> read(in, size));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static byte[] read(InputStream in, int size) {
    try {
      return in.readNBytes(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] header(InputStream in, String name, int rank) throws IOException {
    byte[] header = in.readNBytes(PREFIX + 4 * rank);
    if (header.length < PREFIX || header[0] != 0 || header[1] != 0) {
      throw new FileFormatException(
          name, 0, "not an IDX file, expected it to start with two zero bytes");
    }
    if (header[2] != UNSIGNED_BYTES) {
      throw new FileFormatException(
          name, 2, "elements of type " + (header[2] & 0xFF) + ", expected 8 (unsigned bytes)");
    }
    if (header[3] != rank) {
      throw new FileFormatException(name, 3, (header[3] & 0xFF) + " axes, expected " + rank);
    }
    if (header.length < PREFIX + 4 * rank) {
      throw new FileFormatException(name, header.length, "the file ends within its header");
    }
    int[] lengths = new int[rank];
    ByteBuffer.wrap(header, PREFIX, 4 * rank).asIntBuffer().get(lengths);
    return lengths;
  }

  private static int size(int[] lengths, String name) {
    long size = 1;
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] <= 0 || size * lengths[axis] > MOST_ELEMENTS) {
        throw new FileFormatException(
            name,
            PREFIX + 4L * axis,
            "an axis of length "
                + Integer.toUnsignedString(lengths[axis])
                + ", expected 1 or more and at most "
                + MOST_ELEMENTS
                + " elements in total");
      }
      size *= lengths[axis];
    }
    return (int) size;
  }

  public int length(int axis) {
    return lengths[axis];
  }

  /** The elements divided by a number. */
  public float[] dividedBy(float divisor) {
    float[] values = new float[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (elements[i] & 0xFF) / divisor;
    }
    return values;
  }

  int[] toIntegers() {
    int[] values = new int[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[i] & 0xFF;
    }
    return values;
  }
}
