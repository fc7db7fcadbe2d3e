package dev.cotangent.core.metric;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * An exact sum of doubles, rounded once at the end, so that its bits do not depend on the order or
 * grouping of the additions (J. Shewchuk, <i>Adaptive Precision Floating-Point Arithmetic</i>,
 * 1997; Python's {@code math.fsum}).
 *
 * <p>If any number is NaN or infinite, the value is the sum of those alone. A sum beyond the range
 * of double is infinite. Not thread-safe.
 */
public final class ExactSum {

  /** Non-overlapping numbers in order of magnitude, whose sum is the exact sum. */
  private double[] parts = new double[4];

  private int count;
  private double special;
  private boolean isSpecial;

  private ExactSum() {
    // no parts
  }

  /** Creates an empty sum, 0. */
  public static ExactSum of() {
    return new ExactSum();
  }

  /** Adds a number. */
  public void add(double number) {
    if (!Double.isFinite(number)) {
      addSpecial(number);
      return;
    }
    double carry = number;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double sum = carry + parts[i];
      double part = sum - carry;
      double error = (carry - (sum - part)) + (parts[i] - part);
      carry = sum;
      if (error != 0) {
        parts[kept++] = error;
      }
    }
    keep(carry, kept);
  }

  private void keep(double carry, int kept) {
    count = kept;
    if (!Double.isFinite(carry)) {
      addSpecial(carry);
    } else if (carry != 0) {
      parts = count == parts.length ? Arrays.copyOf(parts, 2 * count) : parts;
      parts[count++] = carry;
    }
  }

  private void addSpecial(double number) {
    special += number;
    isSpecial = true;
  }

  /** Adds a product exactly, unless it is smaller than about 1e-290. */
  public void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    if (Double.isFinite(product)) {
      add(Math.fma(a, b, -product));
    }
  }

  /** Adds another sum, which is not modified. */
  public void add(ExactSum other) {
    if (other.isSpecial) {
      addSpecial(other.special);
    }
    for (int i = 0; i < other.count; i++) {
      add(other.parts[i]);
    }
  }

  /** Whether all numbers were finite. */
  public boolean isFinite() {
    return !isSpecial;
  }

  /** The sum rounded to the nearest double; 0 if nothing was added. */
  public double value() {
    if (isSpecial) {
      return special;
    }
    return count < 2 ? (count == 0 ? 0 : parts[0]) : exact().doubleValue();
  }

  /**
   * The exact sum.
   *
   * @throws ArithmeticException if a number was not finite
   */
  public BigDecimal exact() {
    if (isSpecial) {
      throw new ArithmeticException(
          "the sum is not finite, expected finite numbers for an exact value");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < count; i++) {
      sum = sum.add(new BigDecimal(parts[i]));
    }
    return sum;
  }
}
