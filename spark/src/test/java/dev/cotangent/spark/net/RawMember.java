package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A member that knows the handshake and then sends whatever a test wants. */
final class RawMember implements AutoCloseable {

  private final Socket socket;
  private final DataInputStream in;

  RawMember(String address) throws IOException {
    int colon = address.indexOf(':');
    socket =
        new Socket(
            InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(colon + 1)));
    socket.setSoTimeout(30_000);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Dials with the right secret. */
  static RawMember join(String address, int dialer, int acceptor) throws IOException {
    RawMember raw = new RawMember(address);
    raw.shake(Party.JOB, Party.SECRET, dialer, acceptor);
    if (raw.in.readByte() != Handshake.WELCOME) {
      throw new AssertionError("not welcome");
    }
    return raw;
  }

  void shake(JobId job, byte[] secret, int dialer, int acceptor) throws IOException {
    Handshake.Hello hello =
        new Handshake.Hello(job.name(), job.attempt(), dialer, acceptor, Handshake.nonce());
    send(hello.write());
    byte[] nonce = new byte[Handshake.NONCE];
    in.readFully(nonce);
    in.readFully(new byte[Handshake.PROOF]);
    send(Unpooled.wrappedBuffer(hello.proof(secret, Handshake.DIALER, nonce)));
  }

  void send(Frame frame) throws IOException {
    send(frame.write(Unpooled.buffer(Frame.BYTES)));
  }

  void send(ByteBuf bytes) throws IOException {
    socket.getOutputStream().write(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
  }

  /** Waits until the other side has closed the connection. */
  void awaitClosed() throws IOException {
    try {
      int read;
      do {
        read = in.read();
      } while (read >= 0);
    } catch (java.net.SocketException e) {
      return; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
