package dev.cotangent.spark.net;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.cluster.ExchangeException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A port on which a member can be reached, before it knows the other members.
 *
 * <p>Whoever starts the members gathers the addresses of all; then each calls {@link #connect}. Not
 * thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
public final class MemberServer implements AutoCloseable {

  private static final int LEAST_SECRET = 16;

  private final EventLoopGroup group;
  private final Channel channel;
  private final String host;
  private @Nullable Rendezvous meeting;

  private MemberServer(EventLoopGroup group, String host) {
    this.group = group;
    this.host = host;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel accepted) {
                    accept(accepted);
                  }
                });
    ChannelFuture bound = bootstrap.bind(host, 0).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new ExchangeException("cannot bind a port of " + host, bound.cause());
    }
    this.channel = bound.channel();
  }

  /**
   * Binds a free port.
   *
   * @param host name or address of this machine by which the other members reach it
   * @throws ExchangeException if that is not possible
   */
  public static MemberServer bind(String host) {
    Given.of("member server: the host", host);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("cotangent-member", true), NioIoHandler.newFactory());
    try {
      return new MemberServer(group, host);
    } catch (RuntimeException e) {
      stop(group);
      throw e;
    }
  }

  /**
   * Closes a port now. The end of the event loop would close it too, but the system may not know it
   * before the process ends.
   */
  static void closePort(Channel port) {
    port.close().awaitUninterruptibly();
  }

  /** Ends the threads and closes what is still open. */
  static void stop(EventLoopGroup group) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private void accept(NioSocketChannel accepted) {
    Rendezvous current = meeting;
    if (current == null) {
      accepted.close();
    } else {
      Rendezvous.prepare(accepted);
      accepted.pipeline().addLast(new AcceptHandshake(current));
    }
  }

  /** The address for the other members, {@code host:port}. */
  public String address() {
    return host + ":" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /**
   * Connects this member with all others, each of which calls this method with the same job, secret
   * and addresses. The exchange takes this server over and closes it.
   *
   * @param secret at least {@value #LEAST_SECRET} bytes that only members of this job know
   * @param member the number of this member
   * @param all the addresses of all members, by number
   * @param cancelled asked every 100 ms or more often; true ends all waiting
   * @throws ExchangeException if a member is missing at the limit; this server is closed then
   */
  public MemberExchange connect(
      JobId job,
      byte[] secret,
      int member,
      List<String> all,
      ExchangeLimits limits,
      BooleanSupplier cancelled) {
    Given.of("member server: the job", job);
    if (secret.length < LEAST_SECRET || member < 0 || member >= all.size()) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "member server: member %d of %d with a secret of %d bytes, expected at least %d bytes"
                  + " and a member from 0",
              member,
              all.size(),
              secret.length,
              LEAST_SECRET));
    }
    MemberAddresses members = new MemberAddresses(all);
    MemberExchange exchange = new MemberExchange(group, member, members, limits, cancelled);
    Rendezvous current = new Rendezvous(exchange, members, job, secret, group.next());
    group.next().execute(() -> meet(current));
    exchange.awaitAll(current, channel);
    return exchange;
  }

  private void meet(Rendezvous current) {
    meeting = current;
    channel.config().setAutoRead(true);
    current.start();
  }

  /** Closes the port, unless an exchange has taken it over; harmless if repeated. */
  @Override
  public void close() {
    if (meeting == null) {
      closePort(channel);
      stop(group);
    }
  }
}
