package dev.cotangent.spark.net;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.cluster.Exchange;
import dev.cotangent.training.cluster.ExchangeException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Messages between the members of a training, over one connection for each pair.
 *
 * <p>Messages are sent while the member computes. One that arrives before its {@link #receive} is
 * stored within the {@linkplain ExchangeLimits#window() window}, so {@link #flush} can wait for the
 * receiver's {@code receive}: send to all, receive from all, then flush. Direct buffers save a
 * copy.
 *
 * <p>No call waits for ever, and the first failure ends the exchange at all members: one that is
 * silent, that closes its connection, that sends another length than expected, or that calls {@link
 * #fail}.
 *
 * <p>One thread sends, receives and flushes. {@link #fail}, {@link #close} and {@link #figures} may
 * be called by any thread.
 */
public final class MemberExchange implements Exchange, AutoCloseable {

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final int member;
  private final MemberAddresses all;
  private final ExchangeLimits limits;
  private final ExchangeState state;
  private final Waiter waiter;
  private final Connections connections;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong receiveNanos = new AtomicLong();
  private final AtomicLong flushNanos = new AtomicLong();
  private volatile boolean complete;

  MemberExchange(
      EventLoopGroup group,
      int member,
      MemberAddresses all,
      ExchangeLimits limits,
      BooleanSupplier cancelled) {
    this.group = group;
    this.loop = group.next();
    this.member = member;
    this.all = all;
    this.limits = limits;
    this.connections = new Connections(loop, all.count());
    this.state = new ExchangeState(all.name(member), connections::tell);
    this.waiter = new Waiter(state, cancelled);
  }

  /** Adds a connection whose handshake has succeeded; for the event loop. */
  Connection add(int peer, Channel channel) {
    Connection connection =
        new Connection(all.name(peer), channel, state, limits, this::handedOver);
    connections.add(peer, connection);
    connection.beat();
    return connection;
  }

  private void handedOver() {
    if (pending.decrementAndGet() == 0) {
      state.wake();
    }
  }

  /** Says that all connections stand; for the event loop. */
  void connected() {
    complete = true;
    state.wake();
  }

  /** Whether the exchange has ended: closed, or failed at any member. Callable by any thread. */
  public boolean ended() {
    return state.failed();
  }

  /** Waits until all connections stand, and closes the port; closes everything if they do not. */
  void awaitAll(Rendezvous meeting, Channel port) {
    try {
      waiter.await(
          () -> complete,
          limits.connect(),
          "waited for the others to connect",
          () ->
              "not all members have connected within "
                  + ExchangeLimits.words(limits.connect())
                  + ": "
                  + loop.submit(meeting::missing).awaitUninterruptibly().getNow());
      MemberServer.closePort(port);
    } catch (RuntimeException e) {
      MemberServer.closePort(port);
      close();
      throw e;
    }
  }

  @Override
  public int members() {
    return all.count();
  }

  @Override
  public int member() {
    return member;
  }

  @Override
  public void send(int to, ByteBuffer message) {
    Connection connection = connection(to);
    state.check();
    if (connection.gone()) {
      state.report(connection.peer + " has gone, since its task has ended; it takes no messages");
      state.check();
    }
    pending.incrementAndGet();
    sentBytes.addAndGet(message.remaining());
    connection.send(message.slice());
  }

  @Override
  public void receive(int from, ByteBuffer into) {
    Connection connection = connection(from);
    state.check();
    connection.inbox.post(into.slice());
    connection.grant(); // what was stored makes room for the rest of the message
    long waited =
        waiter.await(
            () -> connection.inbox.done() || connection.gone(),
            limits.message(),
            "waited for a message of " + connection.peer,
            () ->
                connection.peer
                    + " is connected and alive, but has sent no message within "
                    + ExchangeLimits.words(limits.message()));
    if (!connection.inbox.done()) {
      state.report(connection.peer + " has gone, since its task has ended, before its message");
      state.check();
    }
    receivedBytes.addAndGet(into.remaining());
    receiveNanos.addAndGet(waited);
  }

  @Override
  public void flush() {
    state.check();
    flushNanos.addAndGet(
        waiter.await(
            () -> pending.get() == 0,
            limits.message(),
            "waited for its messages to be taken",
            () ->
                "other members have not taken the messages of "
                    + state.self
                    + " within "
                    + ExchangeLimits.words(limits.message())));
  }

  private Connection connection(int peer) {
    if (peer < 0 || peer >= members() || peer == member) {
      throw new CotangentException(
          state.self + ": member " + peer + ", expected another one of " + members());
    }
    return connections.to(peer);
  }

  /**
   * Ends the exchange at all members: their calls, and those of this one, throw an {@link
   * ExchangeException} with this member's name and the reason.
   */
  public void fail(String reason) {
    String fact = state.self + " has failed: " + Given.of("member exchange: the reason", reason);
    state.fail(fact, fact);
  }

  /** The work so far. */
  public ExchangeFigures figures() {
    return new ExchangeFigures(
        sentBytes.get(), receivedBytes.get(), receiveNanos.get(), flushNanos.get());
  }

  /**
   * Says goodbye to the others and closes all connections. A call that waits in another thread
   * throws. Harmless if repeated.
   */
  @Override
  public void close() {
    state.end(state.self + " has closed its exchange");
    if (closed.compareAndSet(false, true)) {
      connections.leave();
      MemberServer.stop(group);
      connections.release();
    }
  }
}
