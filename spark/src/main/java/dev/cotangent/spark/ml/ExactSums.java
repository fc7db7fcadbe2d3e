package dev.cotangent.spark.ml;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Sums of doubles without rounding, which therefore do not depend on an order: on how rows are
 * divided among partitions. A sum is a number of 2,176 bits in digits of 32 bits, which are carried
 * now and then. For one thread.
 */
final class ExactSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DIGITS = 68;
  private static final int BITS = 32;
  private static final long DIGIT = (1L << BITS) - 1;
  private static final int MANTISSA = 52;
  private static final int EXPONENTS = 0x7ff;
  private static final int LEAST_EXPONENT = -1074;
  private static final int KEPT_BITS = 1000;

  /** Each addition changes a digit by less than 2 to the power of 34. */
  private static final int MOST_ADDITIONS = 1 << 28;

  private final long[] digits;
  private int additions;

  /** Sums of 0, that many. */
  ExactSums(int count) {
    digits = new long[count * DIGITS];
  }

  /** Adds a row of numbers, one to each sum, less those that are not finite. */
  void add(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isFinite(numbers[i])) {
        add(i, numbers[i]);
      }
    }
    if (++additions == MOST_ADDITIONS) {
      carry();
    }
  }

  private void add(int sum, double number) {
    long bits = Double.doubleToRawLongBits(number);
    int exponent = (int) (bits >>> MANTISSA) & EXPONENTS;
    long mantissa = bits & ((1L << MANTISSA) - 1);
    if (exponent > 0) {
      mantissa |= 1L << MANTISSA;
      exponent--;
    }
    int at = sum * DIGITS + exponent / BITS;
    int shift = exponent % BITS;
    long low = (mantissa & DIGIT) << shift;
    long high = (mantissa >>> BITS) << shift;
    int sign = bits < 0 ? -1 : 1;
    digits[at] += sign * (low & DIGIT);
    digits[at + 1] += sign * ((low >>> BITS) + (high & DIGIT));
    digits[at + 2] += sign * (high >>> BITS);
  }

  private void carry() {
    for (int i = 0; i < digits.length; i++) {
      if (i % DIGITS < DIGITS - 1) {
        digits[i + 1] += digits[i] >> BITS;
        digits[i] &= DIGIT;
      }
    }
    additions = 0;
  }

  /** Adds the sums of other numbers to these, and returns these. */
  ExactSums plus(ExactSums other) {
    carry();
    other.carry();
    for (int i = 0; i < digits.length; i++) {
      digits[i] += other.digits[i];
    }
    additions = 2;
    return this;
  }

  /** A sum, rounded. */
  double value(int sum) {
    BigInteger exact = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      exact = exact.shiftLeft(BITS).add(BigInteger.valueOf(digits[sum * DIGITS + i]));
    }
    int dropped = Math.max(0, exact.bitLength() - KEPT_BITS);
    return Math.scalb(exact.shiftRight(dropped).doubleValue(), dropped + LEAST_EXPONENT);
  }
}
