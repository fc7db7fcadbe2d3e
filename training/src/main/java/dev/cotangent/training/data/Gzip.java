package dev.cotangent.training.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Files that may be gzipped, whatever their names end in. */
final class Gzip {

  private static final int BUFFER = 1 << 16;
  private static final int FIRST = 0x1F;
  private static final int SECOND = 0x8B;

  private Gzip() {}

  /** The contents of a stream, unpacked if it begins as gzip does. */
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == FIRST && buffered.read() == SECOND;
    buffered.reset();
    return packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }
}
