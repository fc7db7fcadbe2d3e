package dev.cotangent.training.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An exchange between threads of one JVM, which keeps the contract and checks the callers'. */
public final class ThreadExchange implements Exchange {

  private static final int LIMIT_SECONDS = 60;
  private static final byte[] FAILED = {};

  private final List<ThreadExchange> all;
  private final int member;
  private final List<BlockingQueue<byte[]>> inboxes = new ArrayList<>();

  private ThreadExchange(List<ThreadExchange> all, int member, int members) {
    this.all = all;
    this.member = member;
    for (int i = 0; i < members; i++) {
      inboxes.add(new LinkedBlockingQueue<>());
    }
  }

  /** The exchanges of so many members. */
  public static List<ThreadExchange> of(int members) {
    List<ThreadExchange> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      all.add(new ThreadExchange(all, i, members));
    }
    return all;
  }

  @Override
  public int members() {
    return all.size();
  }

  @Override
  public int member() {
    return member;
  }

  @Override
  public void send(int to, ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(message.position(), bytes);
    all.get(to).inboxes.get(member).add(bytes);
  }

  @Override
  public void receive(int from, ByteBuffer into) {
    byte[] bytes;
    try {
      bytes = inboxes.get(from).poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new ExchangeException("interrupted", e);
    }
    if (bytes == null || bytes == FAILED || bytes.length != into.remaining()) {
      throw new ExchangeException(
          "member "
              + from
              + (bytes == null || bytes == FAILED
                  ? " has failed"
                  : ": " + bytes.length + " bytes, expected " + into.remaining()));
    }
    into.put(into.position(), bytes);
  }

  @Override
  public void flush() {}

  /** Makes the other members fail. */
  public void fail() {
    for (ThreadExchange other : all) {
      other.inboxes.get(member).add(FAILED);
    }
  }
}
