package dev.cotangent.conformance;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Comparisons that fail with an {@link AssertionError} naming the element and both numbers. */
public final class Agreement {

  /** Of the largest magnitude in an array: the tolerance against PyTorch's float64. */
  public static final double DOUBLE = 1e-9;

  /**
   * The largest bound that still tells right from wrong, relative to the largest result: wider ones
   * belong to decisions, such as x &gt; 0, that rounding leaves open.
   */
  public static final double TELLING = 1e-4;

  private Agreement() {}

  /** Equal to {@value #DOUBLE} of the largest finite magnitude that is expected. */
  public static void assertClose(String what, double[] actual, double[] expected) {
    double[] bounds = new double[expected.length];
    Arrays.fill(bounds, DOUBLE * largest(expected));
    assertWithin(what, actual, expected, bounds);
  }

  /** Equal to within a bound for each element; NaN and infinities are equal to themselves alone. */
  public static void assertWithin(
      String what, double[] actual, double[] expected, double[] bounds) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          what + ": " + actual.length + " numbers, expected " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0;
      if (!same && !(Math.abs(actual[i] - expected[i]) <= bounds[i])) {
        throw new AssertionError(
            "%s[%d]: %s, expected %s within %s"
                .formatted(what, i, actual[i], expected[i], bounds[i]));
      }
    }
  }

  /**
   * Float32 results lie within the bounds that {@link RoundingErrors} derives for them, none of
   * which is larger than {@link #TELLING}.
   */
  public static void assertRounded(String what, List<double[]> actual, List<Estimate> expected) {
    double largest = expected.stream().mapToDouble(each -> largest(each.values())).max().orElse(0);
    for (int i = 0; i < expected.size(); i++) {
      Estimate bounded = expected.get(i);
      assertTelling(what + ", result " + i, bounded, TELLING * largest);
      assertWithin(what + ", result " + i, actual.get(i), bounded.values(), bounded.errors());
    }
  }

  private static void assertTelling(String what, Estimate expected, double limit) {
    for (int i = 0; i < expected.errors().length; i++) {
      if (Double.isFinite(expected.values()[i]) && !(expected.errors()[i] <= limit)) {
        throw new AssertionError(
            "%s[%d]: the bound %s around %s is too wide to tell anything"
                .formatted(what, i, expected.errors()[i], expected.values()[i]));
      }
    }
  }

  /**
   * The graphs of {@code narrow}, F32, give node by node and on each kernel set what those of
   * {@code wide}, F64 and from the same rounded inputs, give in double precision.
   */
  public static void assertRounded(List<Tensor> narrow, List<Tensor> wide, List<Kernels> kernels) {
    List<Estimate> expected = RoundingErrors.of(wide);
    assertRounded("node by node", narrow.stream().map(Tensor::toDoubles).toList(), expected);
    for (Kernels set : kernels) {
      Run run = Plan.compile(narrow, set).newRun();
      run.execute();
      List<double[]> planned = IntStream.range(0, narrow.size()).mapToObj(run::read).toList();
      assertRounded(set.id(), planned, expected);
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(0);
  }
}
