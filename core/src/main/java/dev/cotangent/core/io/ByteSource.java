package dev.cotangent.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of known size that can be read from any offset: a file, or a buffer. */
interface ByteSource extends Closeable {

  /** Number of bytes. */
  long size() throws IOException;

  /** The bytes of a range, which the caller has checked to lie within the size. */
  ByteBuffer read(long offset, int length) throws IOException;

  /** As {@link #read}, in an array of the caller's own. */
  default byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Fills a buffer with the bytes from an offset on. */
  void read(long offset, ByteBuffer buffer) throws IOException;

  @Override
  void close() throws IOException;

  /** A file, open until closed. */
  static ByteSource open(Path path) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    return new ByteSource() {
      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        read(offset, buffer);
        return buffer.flip();
      }

      @Override
      public void read(long offset, ByteBuffer buffer) throws IOException {
        channel.position(offset);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw new FileFormatException(
                path.toString(), offset + buffer.position(), "the file ends here");
          }
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The remaining bytes of a buffer; what is read shares its memory. */
  static ByteSource of(ByteBuffer bytes) {
    ByteBuffer all = bytes.slice();
    return new ByteSource() {
      @Override
      public long size() {
        return all.capacity();
      }

      @Override
      public ByteBuffer read(long offset, int length) {
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
