package dev.cotangent.core.random;

/**
 * The counter-based generator Threefry-2x64-20: a bijection of 128-bit counters for each 128-bit
 * key.
 *
 * <p>Twenty rounds of {@code x0 += x1; x1 = rotl(x1, r) ^ x0}, the key added after every fourth. It
 * uses adds, xors and rotations only, so that the bits are the same on every machine. Any key and
 * any counter is valid. The functions have no state, allocate nothing and may be called from any
 * thread.
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: <i>Parallel random numbers: as easy as 1,
 * 2, 3</i>, SC 2011.
 */
public final class Threefry {

  private static final long PARITY = 0x1BD11BDAA9FC1A22L;

  private Threefry() {}

  /** The third word of a key, which its two words decide. */
  public static long thirdKey(long k0, long k1) {
    return PARITY ^ k0 ^ k1;
  }

  /** The first word of the block that the counter (c0, c1) has under the key (k0, k1). */
  public static long first(long k0, long k1, long c0, long c1) {
    return word(0, k0, k1, c0, c1);
  }

  /** The second word of the block that the counter (c0, c1) has under the key (k0, k1). */
  public static long second(long k0, long k1, long c0, long c1) {
    return word(1, k0, k1, c0, c1);
  }

  // A pair cannot be returned without allocating, so one word of it is chosen here; unrolled,
  // because C2 compiles
  // rotations by constants best.
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
