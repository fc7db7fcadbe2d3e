package dev.cotangent.integration.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Mutations that ignore the file format. */
final class Bytes {

  private Bytes() {}

  /** The bytes with one to three changes. */
  static byte[] mutant(byte[] bytes, Random random) {
    byte[] mutant = bytes;
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutant = changed(mutant, random);
    }
    return mutant;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int other = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(40), bytes.length - Math.max(at, other));
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy = Arrays.copyOf(bytes, at);
      case 3 -> copy = splice(bytes, at, 0, Arrays.copyOfRange(bytes, other, other + length));
      case 4 -> copy = splice(bytes, at, Math.min(length, bytes.length - at), new byte[0]);
      case 5 -> System.arraycopy(bytes, other, copy, at, length);
      default -> Arrays.fill(copy, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
    }
    return copy;
  }

  /** The bytes with some of them replaced by others. */
  static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    byte[] result = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    int rest = at + removed;
    System.arraycopy(bytes, rest, result, at + inserted.length, bytes.length - rest);
    return result;
  }

  /** Number of bytes that decompress before the damage of a gzip file; 0 if it is not gzip. */
  static long unzipped(byte[] bytes) {
    long length = 0;
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      while (zip.read() >= 0) {
        length++;
      }
    } catch (IOException damaged) {
      return length;
    }
    return length;
  }

  static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
