package dev.cotangent.cli;

import java.util.Locale;

/** Formats numbers for tables and progress lines. */
final class Texts {

  private Texts() {}

  /** Four decimals, or an exponent for magnitudes below 1e-3 or from 1e6. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e6) || !Double.isFinite(value);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }
}
