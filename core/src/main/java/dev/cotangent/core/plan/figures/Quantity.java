package dev.cotangent.core.plan.figures;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats numbers for people: three digits, with the prefixes k, M, G or T. */
public final class Quantity {

  private static final MathContext DIGITS = new MathContext(3);
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T"};

  private Quantity() {}

  /** Formats a number as in 128, 49.2k or 1.05M; a dash if unknown. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rest = new BigDecimal(value).round(DIGITS);
    int thousands = 0;
    while (rest.abs().compareTo(BigDecimal.valueOf(1000)) >= 0
        && thousands < THOUSANDS.length - 1) {
      rest = rest.movePointLeft(3);
      thousands++;
    }
    return plain(rest) + THOUSANDS[thousands];
  }

  /** Formats a number with a unit, as in 128 B, 49.2 kB or 1.05 MFLOP. */
  public static String of(double value, String unit) {
    String number = of(value);
    int digits = number.length();
    while (digits > 0 && Character.isLetter(number.charAt(digits - 1))) {
      digits--;
    }
    return number.substring(0, digits) + " " + number.substring(digits) + unit;
  }

  /** Formats a time, as in 49.2 µs, 1.05 ms or 12.3 s. */
  public static String time(double seconds) {
    if (seconds >= 0.9995 || seconds <= 0) {
      return of(seconds) + " s";
    }
    boolean milli = seconds >= 0.9995e-3;
    return of(seconds * (milli ? 1e3 : 1e6)) + (milli ? " ms" : " µs");
  }

  /** Formats a count with its noun, as in 1 step or 3 steps. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Formats a share in percent, as in 12.5 %; 0 % if the whole is 0. */
  public static String share(double part, double whole) {
    double percent = whole == 0 ? 0 : 100 * part / whole;
    return plain(new BigDecimal(percent).setScale(1, java.math.RoundingMode.HALF_UP)) + " %";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
