package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Divides the bytes of a connection into frames. The content of a frame has its buffer before it is
 * read, so that the bytes of a large one go from the socket to where they belong.
 */
// Failures reach the handlers of the channel; frames are compared by identity.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class FrameReader extends ChannelInboundHandlerAdapter {

  private final Connection connection;
  private final ByteBuf header = Unpooled.buffer(Frame.BYTES, Frame.BYTES);
  private final ByteBuf headers = Unpooled.directBuffer(ReadTargets.SMALL, ReadTargets.SMALL);
  private @Nullable Frame frame;
  private @Nullable ByteBuf content;
  private boolean broken;

  FrameReader(Connection connection) {
    this.connection = connection;
  }

  /** The buffer to read into next, retained: the content's, or one for headers. */
  ByteBuf nextTarget() {
    ByteBuf target = content == null || broken ? headers.clear() : content;
    return target.retain();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      connection.heard();
      if (bytes == content) {
        endContent(bytes);
      } else {
        consume(bytes);
      }
    } catch (IllegalStateException e) {
      broken = true;
      connection.nonsense(String.valueOf(e.getMessage()));
    } finally {
      bytes.release();
    }
  }

  private void consume(ByteBuf bytes) {
    while (bytes.isReadable() && !broken) {
      ByteBuf target = content == null ? header : content;
      target.writeBytes(bytes, Math.min(target.writableBytes(), bytes.readableBytes()));
      if (target == header) {
        endHeader();
      } else {
        endContent(target);
      }
    }
  }

  private void endHeader() {
    if (header.isWritable()) {
      return;
    }
    Frame next = Frame.read(header);
    header.clear();
    String fault = next.fault();
    if (!fault.isEmpty()) {
      throw new IllegalStateException(fault);
    }
    frame = next;
    content = connection.begin(next);
    endContent(content);
  }

  private void endContent(ByteBuf bytes) {
    Frame ended = frame;
    if (ended != null && bytes.writerIndex() == ended.length()) {
      frame = null;
      content = null;
      connection.end(ended, bytes);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    connection.writable();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    connection.closed();
  }

  /** Gives back all memory and reads no more; harmless if repeated. */
  void release() {
    broken = true;
    ByteBuf unfinished = content;
    content = null;
    if (unfinished != null) {
      unfinished.release();
    }
    if (headers.refCnt() > 0) {
      headers.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.broken(cause);
    context.close();
  }
}
