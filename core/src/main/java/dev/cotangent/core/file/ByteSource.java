package dev.cotangent.core.file;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.MemoryException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Random access to a known number of bytes: a file or a buffer. */
public interface ByteSource extends Closeable {

  /** Number of bytes. */
  long size() throws IOException;

  /**
   * Reads a range, which the caller has checked against the size.
   *
   * @param what name of the range in the message of an exception
   * @throws MemoryException if the heap has no room for it
   */
  default ByteBuffer read(String what, long offset, int length) throws IOException {
    ByteBuffer buffer = MemoryException.allocate(what, length, () -> ByteBuffer.allocate(length));
    read(offset, buffer);
    return buffer.flip();
  }

  /** Like {@link #read}, into a new array. */
  default byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Fills an array-backed buffer with the bytes that start at an offset. */
  void read(long offset, ByteBuffer buffer) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a file, to be closed by the caller; interrupts do not abort its reads. */
  static ByteSource open(Path path) throws IOException {
    return FileReads.isDefault(path)
        ? new FileSource(path, FileReads.file(path))
        : new ChannelSource(path, Files.newByteChannel(path));
  }

  /** A file in the default file system. */
  record FileSource(Path path, RandomAccessFile file) implements ByteSource {

    /** Bytes per read: the JDK allocates a native buffer of this size. */
    private static final int CHUNK = 1 << 20;

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public void read(long offset, ByteBuffer buffer) throws IOException {
      file.seek(offset);
      while (buffer.hasRemaining()) {
        int at = buffer.arrayOffset() + buffer.position();
        int more = file.read(buffer.array(), at, Math.min(CHUNK, buffer.remaining()));
        if (more < 0) {
          throw ended(path, offset + buffer.position());
        }
        buffer.position(buffer.position() + more);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A file in another file system. */
  record ChannelSource(Path path, SeekableByteChannel channel) implements ByteSource {

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void read(long offset, ByteBuffer buffer) throws IOException {
      channel.position(offset);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw ended(path, offset + buffer.position());
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static FileFormatException ended(Path path, long offset) {
    return new FileFormatException(
        path.toString(), offset, "the file ends here, expected more bytes");
  }

  /** The remaining bytes of a buffer; reads share its memory. */
  static ByteSource of(ByteBuffer bytes) {
    ByteBuffer all = bytes.slice();
    return new ByteSource() {
      @Override
      public long size() {
        return all.capacity();
      }

      @Override
      public ByteBuffer read(String what, long offset, int length) {
        return all.slice((int) offset, length);
      }

      @Override
      public void read(long offset, ByteBuffer buffer) {
        buffer.put(all.slice((int) offset, buffer.remaining()));
      }

      @Override
      public void close() {}
    };
  }
}
