package dev.cotangent.spark.net;

import dev.cotangent.spark.net.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The side of the handshake that dials; if it fails, the member is dialed again later. */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
final class DialHandshake extends ByteToMessageDecoder {

  private static final long LIMIT_MILLIS = 5_000;

  private final Rendezvous meeting;
  private final Hello hello;
  private boolean proved;
  private boolean over;

  DialHandshake(Rendezvous meeting, Hello hello) {
    this.meeting = meeting;
    this.hello = hello;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(hello.write());
    context
        .executor()
        .schedule(
            () -> fail(context, "it did not answer the handshake"),
            LIMIT_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void fail(ChannelHandlerContext context, String reason) {
    if (!over) {
      over = true;
      context.close();
      meeting.dialFailed(hello.acceptor(), reason);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (over) {
      in.skipBytes(in.readableBytes());
    } else if (!proved && in.readableBytes() >= Handshake.NONCE + Handshake.PROOF) {
      prove(context, in);
    } else if (proved && in.isReadable()) {
      readWelcome(context, in);
    }
  }

  private void prove(ChannelHandlerContext context, ByteBuf in) {
    byte[] nonce = Handshake.bytes(in, Handshake.NONCE);
    byte[] proof = Handshake.bytes(in, Handshake.PROOF);
    if (hello.proves(proof, meeting.secret(), Handshake.ACCEPTOR, nonce)) {
      proved = true;
      context.writeAndFlush(
          Unpooled.wrappedBuffer(hello.proof(meeting.secret(), Handshake.DIALER, nonce)));
    } else {
      fail(context, "it has another secret");
    }
  }

  private void readWelcome(ChannelHandlerContext context, ByteBuf in) {
    if (in.readByte() == Handshake.WELCOME) {
      over = true;
      meeting.joined(hello.acceptor(), context.channel());
      context.pipeline().remove(this);
    } else {
      fail(context, "it answered the handshake with garbage");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    fail(context, "it refused the handshake");
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, "the connection broke during the handshake: " + cause);
  }
}
