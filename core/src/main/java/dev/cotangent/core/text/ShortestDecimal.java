package dev.cotangent.core.text;

import java.math.BigInteger;

/**
 * The shortest decimal {@code digits · 10^exponent} that rounds to a binary number {@code c · 2^q},
 * found by the method of Raffaello Giulietti, <i>The Schubfach way to render doubles</i> (2020).
 *
 * <p>The unit 10^k is the greatest power of ten that is not longer than the interval of reals that
 * round to the number. So at least one multiple of the unit lies in the interval, and at most one
 * of ten units, which is then shorter. Everything is scaled by {@code g ≈ 10^-k · 2^-r} and
 * compared in quarters of a unit; a product that was cut off has its last bit set, which keeps
 * every comparison right.
 *
 * @param digits the decimal digits as an integer, possibly with trailing zeros
 * @param exponent the power of ten
 */
record ShortestDecimal(long digits, int exponent) {

  private static final int LEAST_UNIT = -324;
  private static final int GREATEST_UNIT = 292;

  /** For each unit, the upper and the lower 63 of the 126 bits of g. */
  private static final long[] SCALES = scales();

  /**
   * The decimal of a finite number as IEEE 754 stores it.
   *
   * @param field the stored exponent; 0 for subnormal numbers
   * @param fraction the stored bits of the significand
   * @param width the number of bits of the fraction
   * @param leastExponent the exponent q of subnormal numbers
   */
  static ShortestDecimal of(int field, long fraction, int width, int leastExponent) {
    if (field == 0) {
      return fraction == 0 ? new ShortestDecimal(0, 0) : find(fraction, leastExponent, false);
    }
    // Below a power of two, floating-point numbers are twice as dense as above.
    boolean powerOfTwo = fraction == 0 && field > 1;
    return find(fraction | (1L << width), leastExponent + field - 1, powerOfTwo);
  }

  private static ShortestDecimal find(long c, int q, boolean powerOfTwo) {
    int k = powerOfTwo ? floorLog10ThreeQuarters(q) : floorLog10(q);
    int shift = q + floorLog2(-k) + 2;
    long value = scaled((4 * c) << shift, k);
    if ((value >> 2) < 10) {
      ShortestDecimal tenfold = find(10 * c, q, false);
      return new ShortestDecimal(tenfold.digits, tenfold.exponent - 1);
    }
    // The ends of the interval belong to it where c is even, since ties round to even.
    long odd = c & 1;
    long low = scaled((4 * c - (powerOfTwo ? 1 : 2)) << shift, k) + odd;
    long high = scaled((4 * c + 2) << shift, k) - odd;
    return new ShortestDecimal(pick(value, low, high), k);
  }

  /** The multiple of ten units in the interval if there is one, else the closest of one unit. */
  private static long pick(long value, long low, long high) {
    long below = value >> 2;
    long tensBelow = below / 10 * 10;
    boolean tensBelowFit = below >= 100 && low <= (tensBelow << 2);
    boolean tensAboveFit = below >= 100 && ((tensBelow + 10) << 2) <= high;
    if (tensBelowFit != tensAboveFit) {
      return tensBelowFit ? tensBelow : tensBelow + 10;
    }
    boolean belowFits = low <= (below << 2);
    boolean aboveFits = ((below + 1) << 2) <= high;
    if (belowFits != aboveFits) {
      return belowFits ? below : below + 1;
    }
    long half = 4 * below + 2;
    boolean down = value < half || (value == half && (below & 1) == 0);
    return down ? below : below + 1;
  }

  /** {@code g(k) · factor · 2^-126}, the last bit set where anything was cut off. */
  private static long scaled(long factor, int k) {
    int at = 2 * (k - LEAST_UNIT);
    long upper = SCALES[at];
    long fromLower = Math.multiplyHigh(SCALES[at + 1], factor);
    long middle = ((upper * factor) >>> 1) + fromLower;
    long product = Math.multiplyHigh(upper, factor) + (middle >>> 63);
    return (middle & Long.MAX_VALUE) == 0 ? product : product | 1;
  }

  private static long[] scales() {
    long[] scales = new long[2 * (GREATEST_UNIT - LEAST_UNIT + 1)];
    BigInteger lower = BigInteger.valueOf(Long.MAX_VALUE);
    for (int k = LEAST_UNIT; k <= GREATEST_UNIT; k++) {
      BigInteger g = scale(k);
      scales[2 * (k - LEAST_UNIT)] = g.shiftRight(63).longValueExact();
      scales[2 * (k - LEAST_UNIT) + 1] = g.and(lower).longValueExact();
    }
    return scales;
  }

  /** 10^-k in 126 bits, rounded up. */
  private static BigInteger scale(int k) {
    int r = floorLog2(-k) - 125;
    BigInteger power = BigInteger.TEN.pow(Math.abs(k));
    BigInteger floor = k > 0 ? BigInteger.ONE.shiftLeft(-r).divide(power) : power.shiftRight(r);
    return floor.add(BigInteger.ONE);
  }

  /** ⌊log10 2^q⌋, with log10 2 in 41 bits. */
  private static int floorLog10(int q) {
    return (int) ((q * 661_971_961_083L) >> 41);
  }

  /** ⌊log10 (¾ · 2^q)⌋. */
  private static int floorLog10ThreeQuarters(int q) {
    return (int) ((q * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  /** ⌊log2 10^e⌋, with log2 10 in 38 bits. */
  private static int floorLog2(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }
}
