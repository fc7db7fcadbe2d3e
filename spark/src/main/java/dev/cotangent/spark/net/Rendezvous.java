package dev.cotangent.spark.net;

import dev.cotangent.spark.net.Handshake.Hello;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the connections of one member about: it dials the members with lower numbers, again and
 * again, and awaits those with higher ones. Used by the event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
final class Rendezvous {

  private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);

  /** Keeps no memory when all is released. */
  private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true);

  private static final long AGAIN_MILLIS = 200;
  private static final int DIAL_MILLIS = 5_000;

  private final MemberExchange exchange;
  private final MemberAddresses all;
  private final JobId job;
  private final byte[] secret;
  private final EventLoop loop;
  private final Map<Integer, String> missing = new TreeMap<>();

  Rendezvous(
      MemberExchange exchange, MemberAddresses all, JobId job, byte[] secret, EventLoop loop) {
    this.exchange = exchange;
    this.all = all;
    this.job = job;
    this.secret = secret.clone();
    this.loop = loop;
    for (int peer = 0; peer < exchange.members(); peer++) {
      if (peer != exchange.member()) {
        missing.put(peer, peer < exchange.member() ? "" : "it did not dial");
      }
    }
  }

  byte[] secret() {
    return secret;
  }

  void start() {
    List<Integer> lower = new ArrayList<>(missing.keySet());
    lower.stream().filter(peer -> peer < exchange.member()).forEach(this::dial);
    checkComplete();
  }

  private void checkComplete() {
    if (missing.isEmpty()) {
      exchange.connected();
    }
  }

  /** Says which members are missing and why, for a message. */
  String missing() {
    List<String> each = new ArrayList<>();
    missing.forEach((peer, why) -> each.add(all.name(peer) + ": " + why));
    return String.join("; ", each);
  }

  private void dial(int peer) {
    InetSocketAddress address = all.of(peer);
    Hello hello = new Hello(job.name(), job.attempt(), exchange.member(), peer, Handshake.nonce());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
            .handler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel channel) {
                    prepare(channel);
                    channel.pipeline().addLast(new DialHandshake(Rendezvous.this, hello));
                  }
                });
    bootstrap.connect(address).addListener(done -> dialed(peer, (ChannelFuture) done));
  }

  private void dialed(int peer, ChannelFuture dialed) {
    if (!dialed.isSuccess()) {
      dialFailed(peer, String.valueOf(dialed.cause().getMessage()));
    }
  }

  /** Prepares a new channel of either side. */
  static void prepare(NioSocketChannel channel) {
    channel.config().setTcpNoDelay(true).setKeepAlive(true).setAllocator(ALLOCATOR);
    channel.config().setRecvByteBufAllocator(new ReadTargets());
    channel.config().setWriteBufferHighWaterMark(2 * Frame.PART);
    channel.config().setWriteBufferLowWaterMark(Frame.PART / 2);
  }

  void dialFailed(int peer, String why) {
    missing.replace(peer, why);
    if (missing.containsKey(peer) && !exchange.ended()) {
      loop.schedule(() -> dialAgain(peer), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void dialAgain(int peer) {
    if (missing.containsKey(peer) && !exchange.ended()) {
      dial(peer);
    }
  }

  /** The reason why a hello is not that of a member that is awaited, or an empty string. */
  String fault(Hello hello) {
    if (!hello.job().equals(job.name()) || hello.attempt() != job.attempt()) {
      return "it is of " + new JobId(hello.job(), Math.max(0, hello.attempt())) + ", not " + job;
    }
    int dialer = hello.dialer();
    if (hello.acceptor() != exchange.member()
        || dialer <= exchange.member()
        || dialer >= exchange.members()) {
      return "member "
          + dialer
          + " dials member "
          + hello.acceptor()
          + ", expected a higher member of "
          + exchange.members();
    }
    return missing.containsKey(dialer) ? "" : "member " + dialer + " is already connected";
  }

  void refused(Channel channel, String reason) {
    LOG.warn("{} refused {}: {}", all.name(exchange.member()), channel.remoteAddress(), reason);
  }

  /** Takes over a connection whose handshake has succeeded. */
  void joined(int peer, Channel channel) {
    missing.remove(peer);
    Connection connection = exchange.add(peer, channel);
    channel.pipeline().addLast(connection.reader);
    channel.config().<ReadTargets>getRecvByteBufAllocator().reader(connection.reader);
    checkComplete();
  }
}
