package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one other member, on their way from the event loop to the member's thread.
 *
 * <p>A part of a message goes straight into the buffer of a waiting receiver; if there is none, it
 * is stored until the receiver comes. Stored bytes are limited by the window, which the sender
 * respects: it gets credit for what was taken.
 */
final class Inbox {

  /** A stored part: bytes at the start of a piece of memory. */
  private record Part(int total, int length, ByteBuf memory) {}

  private final String peer;
  private final ExchangeState state;
  private final int window;
  private final Deque<Part> stored = new ArrayDeque<>();
  private final PartBuffers parts = new PartBuffers();
  private @Nullable ByteBuffer posted;
  private boolean direct;
  private ByteBuf memory = Unpooled.EMPTY_BUFFER;
  private int filled;
  private volatile boolean done;
  private int messages;
  private int begun;
  private int charged;
  private int owed;

  Inbox(String peer, ExchangeState state, int window) {
    this.peer = peer;
    this.state = state;
    this.window = window;
  }

  /** Makes the next message go into the remaining bytes of a buffer. */
  synchronized void post(ByteBuffer into) {
    posted = into;
    filled = 0;
    done = false;
    drain();
  }

  /** True if the buffer that was posted last holds its message. */
  boolean done() {
    return done;
  }

  /**
   * Returns the buffer for a part, as large as that; {@link #end} follows when it is full.
   *
   * @throws IllegalStateException if no member sends such a part; the message says why
   */
  synchronized ByteBuf begin(Frame part) {
    checkOrder(part);
    if (charged + owed + Frame.cost(part.length()) > window) {
      throw new IllegalStateException("more than the " + window + " bytes of its window");
    }
    charged += Frame.cost(part.length());
    ByteBuffer into = posted;
    direct = into != null && !done && stored.isEmpty() && fits(part.total(), into);
    if (direct && into != null) {
      return Unpooled.wrappedBuffer(into.slice(filled, part.length())).clear();
    }
    memory = parts.take(part.length());
    return memory.slice(0, part.length()).clear();
  }

  private void checkOrder(Frame part) {
    if (begun == 0) {
      messages++;
    }
    begun += part.length();
    if (part.sequence() != messages || begun > part.total()) {
      throw new IllegalStateException(
          "a part of message " + part.sequence() + ", expected message " + messages);
    }
    if (begun == part.total()) {
      begun = 0;
    }
  }

  /** Takes over a part that is complete. */
  synchronized void end(Frame part, ByteBuf bytes) {
    if (direct) {
      bytes.release();
      taken(part.length(), part.total());
    } else if (state.failed()) {
      bytes.release();
    } else {
      stored.add(new Part(part.total(), part.length(), memory));
      drain();
    }
  }

  private void drain() {
    ByteBuffer into = posted;
    while (into != null && !done && !stored.isEmpty() && fits(stored.element().total(), into)) {
      Part part = stored.remove();
      part.memory().getBytes(0, into.slice(filled, part.length()));
      parts.giveBack(part.memory());
      taken(part.length(), part.total());
    }
  }

  private void taken(int length, int total) {
    filled += length;
    charged -= Frame.cost(length);
    owed += Frame.cost(length);
    if (filled == total) {
      posted = null;
      done = true;
      state.wake();
    }
  }

  private boolean fits(int total, ByteBuffer into) {
    if (total != into.remaining()) {
      state.report(
          "the members disagree: "
              + state.self
              + " expects "
              + into.remaining()
              + " bytes, "
              + peer
              + " sent a message of "
              + total);
      return false;
    }
    return true;
  }

  /** The credit that the sender has earned, if it is worth a frame, otherwise 0. */
  synchronized int takeCredit() {
    int credit = owed >= window / 4 ? owed : 0;
    owed -= credit;
    return credit;
  }

  /** Releases what was stored; nothing is stored afterwards. */
  synchronized void release() {
    stored.forEach(part -> part.memory().release());
    stored.clear();
    parts.release();
  }
}
