package dev.cotangent.integration.bits;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the SHA-256 of the bits of numbers, ignoring NaN payloads. Not thread-safe. */
final class Bits {

  private final MessageDigest digest;

  Bits() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds doubles, high bytes first. */
  void add(double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.BIG_ENDIAN);
    for (double value : values) {
      bytes.putLong(Double.doubleToLongBits(value));
    }
    add(bytes.array());
  }

  /** Adds floats, high bytes first. */
  void add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.BIG_ENDIAN);
    for (float value : values) {
      bytes.putInt(Float.floatToIntBits(value));
    }
    add(bytes.array());
  }

  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** Returns the hash of everything added, and resets. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
