package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages to one other member that wait to be written, in parts, as the network and the receiver's
 * window allow. Used by the event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
final class Outbox {

  private final Channel channel;
  private final Runnable handedOver;
  private final Deque<ByteBuffer> messages = new ArrayDeque<>();
  private int credit;
  private int sequence = 1;
  private int written;
  private int writing;
  private boolean pumping;

  /**
   * @param window the receiver's window, in bytes
   * @param handedOver runs after each message whose bytes the network has taken
   */
  Outbox(Channel channel, int window, Runnable handedOver) {
    this.channel = channel;
    this.credit = window;
    this.handedOver = handedOver;
  }

  void add(ByteBuffer message) {
    messages.add(message);
    pump();
  }

  void grant(int bytes) {
    credit += bytes;
    pump();
  }

  /** True if the network has taken all bytes. */
  boolean isEmpty() {
    return messages.isEmpty() && writing == 0;
  }

  /** Forgets all messages that are not being written yet. */
  void clear() {
    messages.clear();
  }

  /** Writes as many parts as the network and the window take. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (channel.isWritable() && mayWrite()) {
      do {
        writePart(messages.element());
      } while (channel.isWritable() && mayWrite());
      channel.flush();
    }
    pumping = false;
  }

  private boolean mayWrite() {
    ByteBuffer message = messages.peek();
    return message != null && credit >= Frame.cost(nextLength(message));
  }

  private int nextLength(ByteBuffer message) {
    return Math.min(Frame.PART, message.remaining() - written);
  }

  private void writePart(ByteBuffer message) {
    int length = nextLength(message);
    credit -= Frame.cost(length);
    ByteBuf header = Unpooled.buffer(Frame.BYTES);
    new Frame(Frame.DATA, sequence, message.remaining(), length).write(header);
    ByteBuf bytes = Unpooled.wrappedBuffer(message.slice(message.position() + written, length));
    written += length;
    boolean last = written == message.remaining();
    channel.write(header, channel.voidPromise());
    channel.write(bytes, last ? lastPart() : channel.voidPromise());
    if (last) {
      messages.remove();
      written = 0;
      sequence++;
    }
  }

  private ChannelPromise lastPart() {
    writing++;
    ChannelPromise promise = channel.newPromise();
    promise.addListener(
        future -> {
          writing--;
          if (future.isSuccess()) {
            handedOver.run();
          }
        });
    return promise;
  }
}
