package dev.cotangent.cli.faults;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A stream to a file that may fail; a write that does so has written the first half. */
final class FaultyStream extends FilterOutputStream {

  private final Path file;

  FaultyStream(Path file, OutputStream real) {
    super(real);
    this.file = file;
    Disk.ONLY.opened(real);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Disk.ONLY.call(
        Call.Op.WRITE,
        file,
        () -> out.write(bytes, offset, length / 2),
        () -> out.write(bytes, offset, length));
  }

  /** A file is closed even where that fails. */
  @Override
  public void close() throws IOException {
    Disk.ONLY.call(Call.Op.CLOSE, file, out::close, out::close);
    Disk.ONLY.closed(out);
  }
}
