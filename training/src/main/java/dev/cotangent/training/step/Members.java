package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.cluster.Exchange;
import dev.cotangent.training.cluster.ExchangeException;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.cluster.SampleBlocks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The members of a training and this one's number among them. Single-threaded; reuses its buffers.
 */
public final class Members {

  private static final int NUMBER = Long.BYTES;

  private final Exchange exchange;
  private final long samples;
  private ByteBuffer out = buffer(NUMBER);
  private ByteBuffer in = buffer(NUMBER);
  private long waitingSince;
  private long nanos;
  private long bytes;

  public Members(Membership membership) {
    this.exchange = membership.exchange();
    this.samples = membership.samples();
    int own = exchange.member();
    if (own < 0 || own >= exchange.members()) {
      throw new CotangentException(
          "membership: member "
              + own
              + " of "
              + exchange.members()
              + ", expected 0 or more, below");
    }
  }

  /** A direct buffer in the order of bytes that all members use. */
  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The number of members. */
  public int count() {
    return exchange.members();
  }

  /** The number of this member, from 0. */
  public int own() {
    return exchange.member();
  }

  /** Whether this member writes what one of them has to write. */
  public boolean writes() {
    return own() == 0;
  }

  /** The samples of all members together. */
  public long samples() {
    return samples;
  }

  /**
   * The first shard of a member, of all shards; for the number of members, the number of shards.
   */
  int firstShard(int member, int shards) {
    return SampleBlocks.firstShard(shards, member, count());
  }

  /** Sends a message, which must not change before {@link #flush}. */
  void send(int to, ByteBuffer message) {
    bytes += message.remaining();
    exchange.send(to, message);
  }

  /** Receives a message of a known length. */
  void receive(int from, ByteBuffer into) {
    exchange.receive(from, into);
    bytes += into.remaining();
  }

  /** Waits until the bytes of all messages may change. */
  void flush() {
    exchange.flush();
  }

  /** Called when nothing but the exchange of gradients is left to do in a step. */
  void beginWaiting() {
    waitingSince = System.nanoTime();
  }

  /** Called when the gradients of a step are exchanged. */
  void endWaiting() {
    nanos += System.nanoTime() - waitingSince;
  }

  /** Nanoseconds of steps spent on the exchange of gradients alone, so far. */
  public long nanos() {
    return nanos;
  }

  /** The bytes sent and received so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Completes an array of which each member has filled a range of its own.
   *
   * @param bounds the start of each member's range, and the end of the last
   */
  public void gather(double[] array, int[] bounds) {
    int own = own();
    out = roomFor(out, (bounds[own + 1] - bounds[own]) * NUMBER);
    out.asDoubleBuffer().put(array, bounds[own], bounds[own + 1] - bounds[own]);
    sendToAll(out);
    for (int member = 0; member < count(); member++) {
      int length = bounds[member + 1] - bounds[member];
      if (member != own) {
        in = roomFor(in, length * NUMBER);
        receive(member, in);
        in.asDoubleBuffer().get(array, bounds[member], length);
      }
    }
    flush();
  }

  /** Like {@link #gather(double[], int[])}. */
  public void gather(float[] array, int[] bounds) {
    int own = own();
    out = roomFor(out, (bounds[own + 1] - bounds[own]) * Float.BYTES);
    out.asFloatBuffer().put(array, bounds[own], bounds[own + 1] - bounds[own]);
    sendToAll(out);
    for (int member = 0; member < count(); member++) {
      int length = bounds[member + 1] - bounds[member];
      if (member != own) {
        in = roomFor(in, length * Float.BYTES);
        receive(member, in);
        in.asFloatBuffer().get(array, bounds[member], length);
      }
    }
    flush();
  }

  /** The sum of each member's numbers, which wraps around; in place. */
  public void sum(long[] numbers) {
    long[] own = numbers.clone();
    out = roomFor(out, own.length * NUMBER);
    out.asLongBuffer().put(own);
    sendToAll(out);
    for (int member = 0; member < count(); member++) {
      if (member != own()) {
        in = roomFor(in, own.length * NUMBER);
        receive(member, in);
        for (int i = 0; i < own.length; i++) {
          numbers[i] += in.getLong(i * NUMBER);
        }
      }
    }
    flush();
  }

  /** Whether any member says so. */
  public boolean any(boolean own) {
    long[] count = {own ? 1 : 0};
    sum(count);
    return count[0] > 0;
  }

  /**
   * Checks that all members have the same text.
   *
   * @param what the name of the text, for the message
   * @throws ExchangeException naming the members that differ from this one
   */
  public void checkSame(String what, String own) {
    byte[] text = own.getBytes(StandardCharsets.UTF_8);
    out = roomFor(out, text.length);
    out.put(0, text);
    sendToAll(out);
    StringBuilder others = new StringBuilder();
    for (int member = 0; member < count(); member++) {
      if (member != own()) {
        byte[] found = receive(member, text.length);
        if (!Arrays.equals(found, text)) {
          others
              .append(others.isEmpty() ? "" : ", ")
              .append("member ")
              .append(member)
              .append(" has ")
              .append(new String(found, StandardCharsets.UTF_8));
        }
      }
    }
    flush();
    if (!others.isEmpty()) {
      throw new ExchangeException(
          what
              + " differs between members, expected the same: member "
              + own()
              + " has "
              + own
              + ", "
              + others);
    }
  }

  private byte[] receive(int member, int length) {
    in = roomFor(in, length);
    receive(member, in);
    byte[] found = new byte[length];
    in.get(0, found);
    return found;
  }

  /** Sends the same message to all others. */
  void sendToAll(ByteBuffer message) {
    for (int member = 0; member < count(); member++) {
      if (member != own()) {
        send(member, message);
      }
    }
  }

  /** The buffer itself or a larger one, with that many bytes remaining from position 0. */
  static ByteBuffer roomFor(ByteBuffer before, int size) {
    ByteBuffer found = before.capacity() >= size ? before : buffer(size);
    return found.limit(size).position(0);
  }
}
