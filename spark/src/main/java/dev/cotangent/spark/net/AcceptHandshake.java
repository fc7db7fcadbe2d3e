package dev.cotangent.spark.net;

import dev.cotangent.spark.net.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The side of the handshake that was dialed; it refuses whatever is not a member that it awaits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the handlers of the channel
final class AcceptHandshake extends ByteToMessageDecoder {

  /** Time for a handshake, so that a connection that says nothing goes away. */
  private static final long LIMIT_MILLIS = 5_000;

  private final Rendezvous meeting;
  private final byte[] nonce = Handshake.nonce();
  private @Nullable Hello hello;
  private boolean over;

  AcceptHandshake(Rendezvous meeting) {
    this.meeting = meeting;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Runnable late = () -> refuse(context, "no handshake within " + LIMIT_MILLIS / 1000 + " s");
    context.executor().schedule(late, LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void refuse(ChannelHandlerContext context, String reason) {
    if (!over) {
      over = true;
      meeting.refused(context.channel(), reason);
      context.close();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (over) {
      in.skipBytes(in.readableBytes());
    } else if (hello == null) {
      readHello(context, in);
    } else if (in.readableBytes() >= Handshake.PROOF) {
      readProof(context, in, hello);
    }
  }

  private void readHello(ChannelHandlerContext context, ByteBuf in) {
    if (in.readableBytes() >= Long.BYTES && in.getLong(in.readerIndex()) != Handshake.MAGIC) {
      refuse(context, "what it sent is not of a member");
    } else if (in.readableBytes() >= Handshake.HELLO) {
      int length = in.getInt(in.readerIndex() + Handshake.HELLO - Integer.BYTES);
      if (length < 0 || length > JobId.MOST_BYTES) {
        refuse(context, "a job's name of " + length + " bytes");
      } else if (in.readableBytes() >= Handshake.HELLO + length) {
        challenge(context, parse(in));
      }
    }
  }

  private static Hello parse(ByteBuf in) {
    in.skipBytes(Long.BYTES);
    int attempt = in.readInt();
    int dialer = in.readInt();
    int acceptor = in.readInt();
    byte[] nonce = Handshake.bytes(in, Handshake.NONCE);
    byte[] name = Handshake.bytes(in, in.readInt());
    return new Hello(new String(name, StandardCharsets.UTF_8), attempt, dialer, acceptor, nonce);
  }

  private void challenge(ChannelHandlerContext context, Hello received) {
    String fault = meeting.fault(received);
    if (fault.isEmpty()) {
      hello = received;
      byte[] proof = received.proof(meeting.secret(), Handshake.ACCEPTOR, nonce);
      context.writeAndFlush(Unpooled.wrappedBuffer(nonce, proof));
    } else {
      refuse(context, fault);
    }
  }

  private void readProof(ChannelHandlerContext context, ByteBuf in, Hello received) {
    byte[] proof = Handshake.bytes(in, Handshake.PROOF);
    String fault = meeting.fault(received);
    if (!received.proves(proof, meeting.secret(), Handshake.DIALER, nonce)) {
      refuse(context, "it says it is member " + received.dialer() + ", with a wrong secret");
    } else if (!fault.isEmpty()) {
      refuse(context, fault);
    } else {
      over = true;
      context
          .writeAndFlush(Unpooled.buffer(1).writeByte(Handshake.WELCOME))
          .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
      meeting.joined(received.dialer(), context.channel());
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    refuse(context, "it closed the connection during the handshake");
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, "the connection broke during the handshake: " + cause);
  }
}
