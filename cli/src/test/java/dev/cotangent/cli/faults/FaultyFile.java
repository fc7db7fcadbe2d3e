package dev.cotangent.cli.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A channel that may fail; one that only reads does not. */
final class FaultyFile extends FileChannel {

  private final Path file;
  private final FileChannel real;
  private final boolean counted;

  FaultyFile(Path file, FileChannel real, boolean counted) {
    this.file = file;
    this.real = real;
    this.counted = counted;
    Disk.ONLY.opened(real);
  }

  private void call(Call.Op op, Disk.Step step) throws IOException {
    if (counted) {
      Disk.ONLY.call(op, file, step);
    } else {
      step.run();
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return real.read(to);
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    return real.read(to, offset, length);
  }

  @Override
  public int read(ByteBuffer to, long place) throws IOException {
    return real.read(to, place);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int[] written = new int[1];
    call(Call.Op.WRITE, () -> written[0] = real.write(from));
    return written[0];
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    long[] written = new long[1];
    call(Call.Op.WRITE, () -> written[0] = real.write(from, offset, length));
    return written[0];
  }

  @Override
  public int write(ByteBuffer from, long place) throws IOException {
    int[] written = new int[1];
    call(Call.Op.WRITE, () -> written[0] = real.write(from, place));
    return written[0];
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long place) throws IOException {
    real.position(place);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    call(Call.Op.WRITE, () -> real.truncate(size));
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    call(Call.Op.FORCE, () -> real.force(metadata));
  }

  @Override
  public long transferTo(long place, long count, WritableByteChannel to) throws IOException {
    return real.transferTo(place, count, to);
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long place, long count) throws IOException {
    long[] written = new long[1];
    call(Call.Op.WRITE, () -> written[0] = real.transferFrom(from, place, count));
    return written[0];
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long place, long size) throws IOException {
    return real.map(mode, place, size);
  }

  @Override
  public FileLock lock(long place, long size, boolean shared) throws IOException {
    return real.lock(place, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long place, long size, boolean shared) throws IOException {
    return real.tryLock(place, size, shared);
  }

  /** A file is closed even where that fails. */
  @Override
  protected void implCloseChannel() throws IOException {
    if (counted) {
      Disk.ONLY.call(Call.Op.CLOSE, file, real::close, real::close);
    } else {
      real.close();
    }
    Disk.ONLY.closed(real);
  }
}
