package dev.cotangent.spark.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The messages by which two members prove to each other that they know the secret of the job: an
 * HMAC-SHA256 over job, attempt, both numbers and a fresh nonce of each side. The secret itself is
 * never sent.
 *
 * <ol>
 *   <li>The dialer sends its hello: job, attempt, numbers, nonce.
 *   <li>The acceptor sends its nonce and its proof.
 *   <li>The dialer sends its proof.
 *   <li>The acceptor sends one byte: welcome.
 * </ol>
 */
final class Handshake {

  static final long MAGIC = 0x436f74616e670001L; // "Cotang", version 1
  static final int NONCE = 32;
  static final int PROOF = 32;
  static final int WELCOME = 'W';

  /** Bytes of a hello without the job's name. */
  static final int HELLO = Long.BYTES + 4 * Integer.BYTES + NONCE;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Handshake() {}

  /** The greeting of a dialer. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hello(String job, int attempt, int dialer, int acceptor, byte[] nonce) {

    ByteBuf write() {
      byte[] name = job.getBytes(StandardCharsets.UTF_8);
      ByteBuf out = Unpooled.buffer(HELLO + name.length);
      out.writeLong(MAGIC).writeInt(attempt).writeInt(dialer).writeInt(acceptor);
      return out.writeBytes(nonce).writeInt(name.length).writeBytes(name);
    }

    /** The proof of one side. */
    byte[] proof(byte[] secret, String side, byte[] acceptorNonce) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update(side.getBytes(StandardCharsets.UTF_8));
        mac.update(write().array());
        return mac.doFinal(acceptorNonce);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA256", e);
      }
    }

    boolean proves(byte[] proof, byte[] secret, String side, byte[] acceptorNonce) {
      return MessageDigest.isEqual(proof, proof(secret, side, acceptorNonce));
    }
  }

  /** Proofs of the two sides differ, so that none can be sent back. */
  static final String DIALER = "dialer";

  static final String ACCEPTOR = "acceptor";

  static byte[] nonce() {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  static byte[] bytes(ByteBuf in, int count) {
    byte[] bytes = new byte[count];
    in.readBytes(bytes);
    return bytes;
  }
}
