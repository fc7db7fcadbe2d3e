package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.math.NormalQuantile;
import dev.cotangent.core.math.Polynomials;
import dev.cotangent.core.math.Threefry;
import dev.cotangent.core.random.RandomStream;

/**
 * Random booleans and numbers: the words of {@link Threefry} for consecutive counters, in five
 * passes of four rounds over two arrays.
 *
 * <p>C2 vectorises a pass, but not all twenty rounds in one loop, which would take four times as
 * long.
 */
final class PortableRandom {

  /** Number of counters at a time: two arrays of that many words fit the first-level cache. */
  private static final int BLOCK = 1024;

  private static final long HALF = 0xFFFFFFFFL;

  private PortableRandom() {}

  static void bernoulli(
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      long threshold,
      float[] y,
      int yOffset,
      Scratch scratch) {
    for (int r = 0; r < rows; r++) {
      for (int begin = 0; begin < cols; begin += 2 * BLOCK) {
        int n = Math.min(cols - begin, 2 * BLOCK);
        long counter = RandomStream.counter(firstRow + r, begin / 2);
        long[] words = threefry(seed, path, step, counter, n, scratch);
        compare(words, threshold, y, yOffset + r * cols + begin, n);
      }
    }
  }

  static void random(
      Distribution distribution,
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      float[] y,
      int yOffset,
      Scratch scratch) {
    for (int r = 0; r < rows; r++) {
      for (int begin = 0; begin < cols; begin += 2 * BLOCK) {
        int n = Math.min(cols - begin, 2 * BLOCK);
        long counter = RandomStream.counter(firstRow + r, begin / 2);
        long[] words = threefry(seed, path, step, counter, n, scratch);
        int at = yOffset + r * cols + begin;
        switch (distribution) {
          case UNIFORM -> uniform(words, y, at, n);
          case NORMAL -> normal(words, y, at, n, scratch.floats(Scratch.Purpose.ROW, n));
        }
      }
    }
  }

  /** The words that hold the bits of n elements; the first element's index is even. */
  private static long[] threefry(
      long seed, long path, long step, long counter, int n, Scratch scratch) {
    int size = (n + 1) / 2;
    long[] words = scratch.longs(Scratch.Purpose.ROW, size);
    long[] others = scratch.longs(Scratch.Purpose.TILE, size);
    threefry(seed, path, step, counter, words, others, size);
    return words;
  }

  /** The first words of the blocks at (c0, c1), (c0, c1 + 1), … under the key (k0, k1). */
  private static void threefry(long k0, long k1, long c0, long c1, long[] x0, long[] x1, int n) {
    long k2 = Threefry.thirdKey(k0, k1);
    for (int i = 0; i < n; i++) {
      x0[i] = c0 + k0;
      x1[i] = c1 + k1 + i;
    }
    evenRounds(x0, x1, k1, k2 + 1, n);
    oddRounds(x0, x1, k2, k0 + 2, n);
    evenRounds(x0, x1, k0, k1 + 3, n);
    oddRounds(x0, x1, k1, k2 + 4, n);
    evenRounds(x0, x1, k2, k0 + 5, n);
  }

  private static void evenRounds(long[] x0, long[] x1, long key0, long key1, int n) {
    for (int i = 0; i < n; i++) {
      long a = x0[i];
      long b = x1[i];
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 42) ^ a;
      a += b;
      b = Long.rotateLeft(b, 12) ^ a;
      a += b;
      b = Long.rotateLeft(b, 31) ^ a;
      x0[i] = a + key0;
      x1[i] = b + key1;
    }
  }

  private static void oddRounds(long[] x0, long[] x1, long key0, long key1, int n) {
    for (int i = 0; i < n; i++) {
      long a = x0[i];
      long b = x1[i];
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 32) ^ a;
      a += b;
      b = Long.rotateLeft(b, 24) ^ a;
      a += b;
      b = Long.rotateLeft(b, 21) ^ a;
      x0[i] = a + key0;
      x1[i] = b + key1;
    }
  }

  private static void compare(long[] words, long threshold, float[] y, int yo, int n) {
    for (int i = 0; i < n / 2; i++) {
      y[yo + 2 * i] = below(threshold, words[i] & HALF);
      y[yo + 2 * i + 1] = below(threshold, words[i] >>> 32);
    }
    if (n % 2 == 1) {
      y[yo + n - 1] = below(threshold, words[n / 2] & HALF);
    }
  }

  /**
   * 1 if {@code half} is less than the threshold, else 0; by the sign of the difference, since
   * branches on random bits are mispredicted.
   */
  private static int below(long threshold, long half) {
    return (int) ((half - threshold) >>> 63);
  }

  private static void uniform(long[] words, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (half(words, i) >>> 8) * 0x1p-24f;
    }
  }

  private static void normal(long[] words, float[] y, int yo, int n, float[] logs) {
    for (int i = 0; i < n; i++) {
      long bits = half(words, i);
      logs[i] = Polynomials.log(NormalQuantile.complement(bits));
      y[yo + i] = NormalQuantile.centred(bits);
    }
    for (int i = 0; i < n; i++) {
      y[yo + i] = NormalQuantile.of(y[yo + i], logs[i]);
    }
  }

  private static long half(long[] words, int i) {
    return words[i >> 1] >>> ((i & 1) << 5) & HALF;
  }
}
