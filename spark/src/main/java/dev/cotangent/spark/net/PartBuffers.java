package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers for parts of messages that wait for their receiver. Those for large parts are used
 * again, since new memory costs more than the bytes that go there. Not thread-safe.
 */
final class PartBuffers {

  private static final int LARGE = 16 << 10;

  private final Deque<ByteBuf> free = new ArrayDeque<>();

  /** Returns a buffer of so many bytes or more. */
  ByteBuf take(int length) {
    if (length <= LARGE) {
      return Unpooled.buffer(length, length);
    }
    return free.isEmpty() ? Unpooled.directBuffer(Frame.PART, Frame.PART) : free.pop();
  }

  void giveBack(ByteBuf buffer) {
    if (buffer.capacity() == Frame.PART) {
      free.push(buffer);
    } else {
      buffer.release();
    }
  }

  void release() {
    free.forEach(ByteBuf::release);
    free.clear();
  }
}
