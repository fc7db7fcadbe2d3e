package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Tells a channel into which memory to read: the content of a frame goes straight to its place. */
final class ReadTargets extends DefaultMaxMessagesRecvByteBufAllocator {

  /** Bytes to read when a header comes next, with the small messages that may follow it. */
  static final int SMALL = 16 << 10;

  private @Nullable FrameReader reader;

  /** Sets the reader of the frames, once the handshake is over. */
  void reader(FrameReader newReader) {
    reader = newReader;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface's only method to implement
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public ByteBuf allocate(ByteBufAllocator allocator) {
        FrameReader frames = reader;
        return frames == null ? allocator.ioBuffer(SMALL) : frames.nextTarget();
      }

      @Override
      public int guess() {
        return SMALL;
      }
    };
  }
}
