package dev.cotangent.core.random;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.math.Threefry;
import java.nio.charset.StandardCharsets;

/**
 * A named stream of random numbers: each draw is a pure function of (seed, path, position),
 * identical on every machine.
 *
 * <p>There are two kinds of positions, which never share a draw: (step, row, element) for draws of
 * a training step, such as dropout masks, and a single index for draws made once, such as initial
 * values. A step is any long, a row is in [0, 2³¹), an element in [0, 2³²), an index is any long.
 *
 * <p>Streams with different seeds or paths are independent. The draws themselves are {@link
 * Threefry} with the key (seed, {@link #hash hash of the path}). Immutable, thread-safe; drawing
 * allocates nothing.
 */
public final class RandomStream {

  // Rows have 31 bits, so the top bit of the second counter word distinguishes the two kinds of
  // positions.
  private static final long INDEXED = 1L << 63;

  private final long seed;
  private final String path;
  private final long hash;

  private RandomStream(long seed, String path) {
    this.seed = seed;
    this.path = path;
    this.hash = hash(path);
  }

  /**
   * Returns the stream of a seed and a path, for example {@code "encoder/dropout"}; any string is a
   * path.
   */
  public static RandomStream of(long seed, String path) {
    return new RandomStream(seed, path);
  }

  /** Returns the stream with the same seed and the path {@code path/name}. */
  public RandomStream child(String name) {
    return of(seed, path.isEmpty() ? name : path + "/" + name);
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** The path. */
  public String path() {
    return path;
  }

  /** 64 random bits at a position of a training step. */
  public long bits(long step, long row, long element) {
    return bits(seed, hash, step, row, element);
  }

  /** 64 random bits at an index. */
  public long bits(long index) {
    return Threefry.first(seed, hash, index, INDEXED);
  }

  /** A uniform number in [0, 1), a multiple of 2⁻²⁴, at a position of a training step. */
  public float uniform(long step, long row, long element) {
    return uniform24(bits(step, row, element));
  }

  /** A uniform number in [0, 1), a multiple of 2⁻²⁴, at an index. */
  public float uniform(long index) {
    return uniform24(bits(index));
  }

  /** A uniform number in [0, 1), a multiple of 2⁻⁵³, at a position of a training step. */
  public double uniformDouble(long step, long row, long element) {
    return uniform53(bits(step, row, element));
  }

  /** A uniform number in [0, 1), a multiple of 2⁻⁵³, at an index. */
  public double uniformDouble(long index) {
    return uniform53(bits(index));
  }

  /** A standard normal number (polar method; |z| &lt; 12.1) at a position of a training step. */
  public double normal(long step, long row, long element) {
    return normal(seed, hash, step, counter(row, element));
  }

  /** A standard normal number (polar method; |z| &lt; 12.1) at an index. */
  public double normal(long index) {
    return normal(seed, hash, index, INDEXED);
  }

  /**
   * An integer in [0, n) at an index, all exactly equally likely.
   *
   * @throws CotangentException if n is not positive
   */
  public int below(int n, long index) {
    if (n <= 0) {
      throw new CotangentException(
          "a random integer below " + n + ", expected a bound of at least 1");
    }
    return below(n, seed, hash, index, INDEXED);
  }

  /**
   * The fixed 64-bit hash of a path: FNV-1a over its UTF-8 bytes, for code that keeps the seed
   * elsewhere.
   */
  public static long hash(String path) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }

  /**
   * The result of {@link #bits(long, long, long)} in the stream with this seed and {@link #hash
   * hashed path}.
   *
   * @throws CotangentException if row or element is out of range
   */
  public static long bits(long seed, long pathHash, long step, long row, long element) {
    return Threefry.first(seed, pathHash, step, counter(row, element));
  }

  /**
   * The second counter word of a position of a training step (the first is the step); consecutive
   * for the elements of a row.
   *
   * @throws CotangentException if row or element is out of range
   */
  public static long counter(long row, long element) {
    if (row >>> 31 != 0 || element >>> 32 != 0) {
      throw new CotangentException(
          "row "
              + row
              + ", element "
              + element
              + ", expected a row in [0, 2^31) and an element in [0, 2^32)");
    }
    return row << 32 | element;
  }

  /** Converts the upper 24 bits to a number in [0, 1). */
  public static float uniform24(long bits) {
    return (bits >>> 40) * 0x1p-24f;
  }

  /** Converts the upper 53 bits to a number in [0, 1). */
  public static double uniform53(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /**
   * Lemire's method: the high word of bits · n, drawn again in the rare case that would bias the
   * result.
   */
  static int below(int n, long k0, long k1, long c0, long c1) {
    long bits = Threefry.first(k0, k1, c0, c1);
    if (bits * n >= 0 && bits * n < n) {
      long unfair = Long.remainderUnsigned(-n, n);
      for (long retry = 1; Long.compareUnsigned(bits * n, unfair) < 0; retry++) {
        bits = Threefry.second(k0, k1, c0, c1 + retry);
      }
    }
    return (int) (Math.multiplyHigh(bits, n) + (bits >> 63 & n));
  }

  /**
   * Marsaglia's polar method: a point of the unit disc; one outside is drawn again, with the block
   * as the next counter. Not the Box–Muller transform, because StrictMath.cos allocates on newer
   * JDKs.
   */
  private static double normal(long k0, long k1, long c0, long c1) {
    long first = Threefry.first(k0, k1, c0, c1);
    long second = Threefry.second(k0, k1, c0, c1);
    while (true) {
      double x = (first >> 11) * 0x1p-52;
      double y = (second >> 11) * 0x1p-52;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
      long next = Threefry.first(k0, k1, first, second);
      second = Threefry.second(k0, k1, first, second);
      first = next;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RandomStream stream && seed == stream.seed && path.equals(stream.path);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seed ^ hash);
  }

  @Override
  public String toString() {
    return "RandomStream[seed=" + seed + ", path=" + path + "]";
  }
}
