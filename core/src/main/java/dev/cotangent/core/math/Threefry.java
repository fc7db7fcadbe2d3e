package dev.cotangent.core.math;

/**
 * The counter-based generator Threefry-2x64-20: a bijection of 128-bit counters for each 128-bit
 * key.
 *
 * <p>Twenty rounds of {@code x0 += x1; x1 = rotl(x1, r) ^ x0}, the key added after every fourth. It
 * uses only additions, xors and rotations, so that the bits are the same on every machine. Every
 * key and every counter is valid. Stateless and thread-safe; allocates nothing.
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: <i>Parallel random numbers: as easy as 1,
 * 2, 3</i>, SC 2011.
 */
public final class Threefry {

  private static final long PARITY = 0x1BD11BDAA9FC1A22L;

  private Threefry() {}

  /** The third word of a key, derived from its two words. */
  public static long thirdKey(long k0, long k1) {
    return PARITY ^ k0 ^ k1;
  }

  /** The first word of the block for the counter (c0, c1) under the key (k0, k1). */
  public static long first(long k0, long k1, long c0, long c1) {
    return word(0, k0, k1, c0, c1);
  }

  /** The second word of the block for the counter (c0, c1) under the key (k0, k1). */
  public static long second(long k0, long k1, long c0, long c1) {
    return word(1, k0, k1, c0, c1);
  }

  // A pair cannot be returned without allocating, so this returns one word of it. Unrolled, because
  // C2 compiles rotations by constants best.
  private static long word(int index, long k0, long k1, long c0, long c1) {
    long k2 = thirdKey(k0, k1);
    long x0 = c0 + k0;
    long x1 = c1 + k1;

    x1 = Long.rotateLeft(x1, 16) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 42) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 12) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 31) ^ (x0 += x1);
    x0 += k1;
    x1 += k2 + 1;

    x1 = Long.rotateLeft(x1, 16) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 32) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 24) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 21) ^ (x0 += x1);
    x0 += k2;
    x1 += k0 + 2;

    x1 = Long.rotateLeft(x1, 16) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 42) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 12) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 31) ^ (x0 += x1);
    x0 += k0;
    x1 += k1 + 3;

    x1 = Long.rotateLeft(x1, 16) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 32) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 24) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 21) ^ (x0 += x1);
    x0 += k1;
    x1 += k2 + 4;

    x1 = Long.rotateLeft(x1, 16) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 42) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 12) ^ (x0 += x1);
    x1 = Long.rotateLeft(x1, 31) ^ (x0 += x1);
    return index == 0 ? x0 + k2 : x1 + k0 + 5;
  }
}
