package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparisons of arrays of doubles, relative to the largest magnitude in them. */
public final class Arrays64 {

  private Arrays64() {}

  /** Asserts that arrays agree; non-finite numbers must be the same. */
  public static void assertClose(String what, double[] actual, double[] expected, double relative) {
    assertThat(actual.length).as(what + ": length").isEqualTo(expected.length);
    double scale = largest(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0;
      if (!same && !(Math.abs(actual[i] - expected[i]) <= relative * scale)) {
        throw new AssertionError(
            what
                + ": element "
                + i
                + " is "
                + actual[i]
                + ", not "
                + expected[i]
                + ", in "
                + scale);
      }
    }
  }

  /** The largest finite magnitude. */
  public static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    return largest;
  }
}
