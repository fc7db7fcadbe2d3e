package dev.cotangent.spark.data;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes sort keys: without a key of the user, the first 128 bits of SHA-256 of the sample's bytes;
 * with one, that key and the same hash; shuffled, a hash of the key (or of the bytes) and a seed,
 * and the same hash. Samples of equal sort keys have equal bytes. Used by one thread.
 */
final class SortKeys {

  /** Bytes of a hash. */
  static final int HASH = 16;

  private final MessageDigest digest;
  private final byte @Nullable [] seed;
  private final byte[] full = new byte[32];
  private byte[] sample = {};

  SortKeys(@Nullable Long seed) {
    this.seed = seed == null ? null : ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The sort key of a sample. */
  byte[] of(SampleRow row) {
    OrderKey key = row.orderKey();
    bytesOf(row.words());
    if (seed == null) {
      byte[] sortKey = Arrays.copyOf(key.array(), key.length() + HASH);
      hash(sample, sample.length, sortKey, key.length());
      return sortKey;
    }
    digest.update(seed);
    if (key.isEmpty()) {
      byte[] sortKey = new byte[HASH];
      hash(sample, sample.length, sortKey, 0);
      return sortKey;
    }
    byte[] sortKey = new byte[2 * HASH];
    hash(key.array(), key.length(), sortKey, 0);
    hash(sample, sample.length, sortKey, HASH);
    return sortKey;
  }

  /** The bytes of the last sample. */
  byte[] sample() {
    return sample;
  }

  private void bytesOf(int[] words) {
    if (sample.length != words.length * Integer.BYTES) {
      sample = new byte[words.length * Integer.BYTES];
    }
    for (int i = 0; i < words.length; i++) {
      Words.putInt(sample, i * Integer.BYTES, words[i]);
    }
  }

  private void hash(byte[] bytes, int length, byte[] into, int at) {
    digest.update(bytes, 0, length);
    try {
      digest.digest(full, 0, full.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(full, 0, into, at, HASH);
  }
}
