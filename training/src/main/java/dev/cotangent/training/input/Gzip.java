package dev.cotangent.training.input;

import dev.cotangent.training.data.DataException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Opens files that may be gzipped, whatever their names end in. A file that expands to more than
 * {@value #MOST} times its size and 16 MiB is rejected as a decompression bomb.
 */
public final class Gzip {

  private static final int BUFFER = 1 << 12;
  private static final int FIRST = 0x1F;
  private static final int SECOND = 0x8B;
  private static final int MOST = 200;
  private static final long GRACE = 1 << 24;

  private Gzip() {}

  /**
   * Returns the contents of a stream, decompressed if it starts with the gzip magic number. Reading
   * throws a {@link DataException} if they are far larger than the compressed data.
   *
   * @param source name of the source in errors
   */
  public static InputStream unpacked(InputStream in, String source) throws IOException {
    Counted raw = new Counted(in);
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == FIRST && buffered.read() == SECOND;
    buffered.reset();
    return packed ? new Unpacked(new GZIPInputStream(buffered, BUFFER), raw, source) : buffered;
  }

  /** Counts the bytes read. */
  private static class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  private static final class Unpacked extends Counted {

    private final Counted packed;
    private final String source;

    Unpacked(InputStream in, Counted packed, String source) {
      super(in);
      this.packed = packed;
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      check();
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      check();
      return read;
    }

    private void check() {
      if (count() > GRACE + MOST * packed.count()) {
        throw new DataException(
            source
                + ": more than "
                + count()
                + " bytes from "
                + packed.count()
                + " of a gzip file, expected at most "
                + MOST
                + " times as many; decompress it first if you trust it");
      }
    }
  }
}
