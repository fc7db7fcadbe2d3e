package dev.cotangent.cli;

import java.util.Locale;

/** Numbers for people. */
final class Texts {

  private Texts() {}

  /** A number with four digits after the point, or with an exponent where these show little. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e6) || !Double.isFinite(value);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }
}
