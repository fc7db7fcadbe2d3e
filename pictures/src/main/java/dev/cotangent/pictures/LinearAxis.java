package dev.cotangent.pictures;

import dev.cotangent.core.text.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis. Its ticks are multiples of 1, 2 or 5 times a power of ten, computed in decimals,
 * and labelled with as many digits as needed to distinguish them.
 */
final class LinearAxis implements Axis {

  private static final int MOST_STEPS = 5;
  private static final double ROOM = 0.05;

  /** Ranges narrower than this fraction of the numbers are widened. */
  private static final double FINEST = 1e-6;

  /** Bounds the numbers so that differences do not overflow. */
  private static final double LARGEST = Double.MAX_VALUE / 8;

  private static final double SMALLEST = 1e-290;

  private final double low;
  private final double high;
  private final double start;
  private final double end;
  private final BigDecimal step;

  /** Maps the numbers low … high to the pixels start … end. */
  LinearAxis(double low, double high, double start, double end) {
    this(low, high, start, end, false);
  }

  private LinearAxis(double low, double high, double start, double end, boolean whole) {
    double middle = low / 2 + high / 2;
    double least = Math.max(Math.max(Math.abs(low), Math.abs(high)) * FINEST, SMALLEST);
    boolean narrow = !(high - low >= least);
    double half = middle == 0 ? 1 : Math.max(Math.abs(middle) * ROOM, SMALLEST);
    this.low = clamped(narrow ? middle - half : low);
    this.high = clamped(narrow ? middle + half : high);
    this.start = start;
    this.end = end;
    BigDecimal round = step((this.high - this.low) / MOST_STEPS);
    this.step = whole ? round.max(BigDecimal.ONE) : round;
  }

  /** An axis with a margin below the lowest number and above the highest. */
  static LinearAxis around(double low, double high, double start, double end) {
    double room = clamped(high) * ROOM - clamped(low) * ROOM;
    return new LinearAxis(clamped(low) - room, clamped(high) + room, start, end);
  }

  /** An axis of integers; a single one is centered. */
  static LinearAxis ofWhole(long low, long high, double start, double end) {
    double room = low == high ? 0.5 : 0;
    return new LinearAxis(low - room, high + room, start, end, true);
  }

  private static double clamped(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  @Override
  public double at(double value) {
    return start + (clamped(value) - low) / (high - low) * (end - start);
  }

  @Override
  public List<Tick> ticks() {
    BigInteger first = multiple(low, RoundingMode.CEILING);
    BigInteger last = multiple(high, RoundingMode.FLOOR);
    BigDecimal largest = step.multiply(new BigDecimal(first.abs().max(last.abs())));
    List<Tick> ticks = new ArrayList<>();
    for (BigInteger i = first; i.compareTo(last) <= 0; i = i.add(BigInteger.ONE)) {
      BigDecimal tick = step.multiply(new BigDecimal(i));
      ticks.add(new Tick(tick.doubleValue(), Labels.minus(label(tick, largest))));
    }
    return ticks;
  }

  private BigInteger multiple(double value, RoundingMode mode) {
    BigDecimal decimal = new BigDecimal(Decimals.of(value));
    return decimal.divide(step, 0, mode).toBigInteger();
  }

  /** Formats a tick in plain notation if that is short, otherwise with an exponent. */
  private String label(BigDecimal tick, BigDecimal largest) {
    if (tick.signum() == 0) {
      return "0";
    }
    int decimals = Math.max(0, -exponent(step));
    if (decimals <= 6 && exponent(largest) < 7) {
      return tick.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
    }
    int digits = Math.max(0, exponent(tick) - exponent(step));
    return String.format(Locale.ROOT, "%." + digits + "e", tick);
  }

  /** The decimal exponent of a number. */
  private static int exponent(BigDecimal number) {
    return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is at least a number. */
  private static BigDecimal step(double least) {
    BigDecimal wanted = new BigDecimal(Decimals.of(least));
    int power = exponent(wanted);
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(power);
      if (step.compareTo(wanted) >= 0) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }
}
