package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The connection to one other member. All but the inbox is used by the event loop only. */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
final class Connection {

  /** Silent ticks after which a member counts as lost. */
  private static final int TICKS = 5;

  final String peer;
  final Inbox inbox;
  final Outbox outbox;
  final FrameReader reader;
  private final Channel channel;
  private final ExchangeState state;
  private final ExchangeLimits limits;
  private boolean lastWordSaid;
  private boolean heard;
  private int silentTicks;
  private volatile boolean gone;

  Connection(
      String peer, Channel channel, ExchangeState state, ExchangeLimits limits, Runnable handed) {
    this.peer = peer;
    this.channel = channel;
    this.state = state;
    this.limits = limits;
    this.inbox = new Inbox(peer, state, limits.window());
    this.outbox = new Outbox(channel, limits.window(), handed);
    this.reader = new FrameReader(this);
  }

  /**
   * Begins to send and expect heartbeats. Ticks are counted, not time, so that a process that was
   * stopped itself does not blame the others.
   */
  void beat() {
    long nanos = limits.silence().toNanos() / TICKS;
    channel.eventLoop().scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    if (lastWordSaid || !channel.isActive()) {
      return;
    }
    silentTicks = heard ? 0 : silentTicks + 1;
    heard = false;
    if (silentTicks >= TICKS) {
      state.report(
          peer + " has been silent for " + ExchangeLimits.words(limits.silence()) + " or longer");
    } else if (channel.isWritable()) {
      write(new Frame(Frame.HEARTBEAT, 0, 0, 0));
    }
  }

  private void write(Frame frame) {
    channel.writeAndFlush(frame.write(Unpooled.buffer(Frame.BYTES)));
  }

  void send(ByteBuffer message) {
    run(() -> outbox.add(message));
  }

  private void run(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      state.end(state.self + " has closed its exchange");
    }
  }

  /** Grants the sender the credit that it has earned; callable from any thread. */
  void grant() {
    int credit = inbox.takeCredit();
    if (credit > 0) {
      run(() -> write(new Frame(Frame.CREDIT, 0, credit, 0)));
    }
  }

  /** True if the member has said goodbye; what it sent before is in the inbox. */
  boolean gone() {
    return gone;
  }

  void heard() {
    heard = true;
  }

  ByteBuf begin(Frame frame) {
    return frame.type() == Frame.DATA
        ? inbox.begin(frame)
        : Unpooled.buffer(frame.length(), frame.length());
  }

  void end(Frame frame, ByteBuf content) {
    if (frame.type() == Frame.DATA) {
      inbox.end(frame, content);
      grant();
      return;
    }
    String text = content.toString(StandardCharsets.UTF_8);
    content.release();
    switch (frame.type()) {
      case Frame.CREDIT -> outbox.grant(frame.total());
      case Frame.GONE -> goodbyeHeard();
      case Frame.FAILED -> failureHeard(text);
      default -> {} // a heartbeat has been heard
    }
  }

  private void goodbyeHeard() {
    lastWordSaid = true;
    if (!outbox.isEmpty()) {
      state.report(peer + " has gone, since its task has ended, before it took all messages");
    }
    gone = true;
    channel.close();
    state.wake();
  }

  private void failureHeard(String text) {
    lastWordSaid = true;
    channel.close();
    state.fail(text, text);
  }

  void nonsense(String text) {
    state.report(peer + " sent " + text + ", which no member sends");
    channel.close();
  }

  void broken(Throwable cause) {
    if (!lastWordSaid) {
      state.report("the connection to " + peer + " broke: " + cause);
    }
  }

  void closed() {
    if (!lastWordSaid) {
      state.report(peer + " closed its connection without a word; its process may have ended");
    }
    outbox.clear();
  }

  void writable() {
    outbox.pump();
  }

  /** Tells the member why this one cannot go on. */
  void sayFailed(String text) {
    if (lastWordSaid || !channel.isActive()) {
      return;
    }
    lastWordSaid = true;
    outbox.clear();
    byte[] reason = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(reason.length, Frame.REASON);
    ByteBuf out = Unpooled.buffer(Frame.BYTES + length);
    channel.writeAndFlush(
        new Frame(Frame.FAILED, 0, 0, length).write(out).writeBytes(reason, 0, length));
  }

  /** Says goodbye and closes the connection as soon as the member has heard it. */
  void leave() {
    if (!channel.isActive()) {
      return;
    }
    Frame last = new Frame(lastWordSaid ? Frame.HEARTBEAT : Frame.GONE, 0, 0, 0);
    lastWordSaid = true;
    channel
        .writeAndFlush(last.write(Unpooled.buffer(Frame.BYTES)))
        .addListener(
            (ChannelFutureListener)
                written -> ((SocketChannel) written.channel()).shutdownOutput());
  }

  /** Gives back all memory, once the event loop has ended. */
  void release() {
    reader.release();
    inbox.release();
  }

  Channel channel() {
    return channel;
  }
}
