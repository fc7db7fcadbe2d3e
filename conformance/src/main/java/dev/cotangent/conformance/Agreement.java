package dev.cotangent.conformance;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Comparisons that fail with an {@link AssertionError} that names the element and both values. */
public final class Agreement {

  /** Tolerance against PyTorch's float64, relative to the largest magnitude in an array. */
  public static final double DOUBLE = 1e-9;

  /**
   * The largest meaningful error bound, relative to the largest result. Wider bounds come from
   * decisions, such as x &gt; 0, that rounding may change.
   */
  public static final double LARGEST_BOUND = 1e-4;

  private Agreement() {}

  /** Asserts equality up to {@value #DOUBLE} times the largest finite magnitude expected. */
  public static void assertClose(String what, double[] actual, double[] expected) {
    double[] bounds = new double[expected.length];
    Arrays.fill(bounds, DOUBLE * largest(expected));
    assertWithin(what, actual, expected, bounds);
  }

  /**
   * Asserts equality within a bound per element; NaN and infinities equal only themselves, but an
   * infinite bound admits anything.
   */
  public static void assertWithin(
      String what, double[] actual, double[] expected, double[] bounds) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          what + ": " + actual.length + " numbers, expected " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same =
          Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0
              || bounds[i] == Double.POSITIVE_INFINITY;
      if (!same && !(Math.abs(actual[i] - expected[i]) <= bounds[i])) {
        throw new AssertionError(
            "%s[%d]: %s, expected %s within %s"
                .formatted(what, i, actual[i], expected[i], bounds[i]));
      }
    }
  }

  /**
   * Asserts that float32 results lie within the bounds of {@link RoundingErrors}, none of which
   * exceeds {@link #LARGEST_BOUND}.
   */
  public static void assertRounded(String what, List<double[]> actual, List<Estimate> expected) {
    double largest = expected.stream().mapToDouble(each -> largest(each.values())).max().orElse(0);
    for (int i = 0; i < expected.size(); i++) {
      Estimate bounded = expected.get(i);
      assertMeaningful(what + ", result " + i, bounded, LARGEST_BOUND * largest);
      assertWithin(what + ", result " + i, actual.get(i), bounded.values(), bounded.errors());
    }
  }

  private static void assertMeaningful(String what, Estimate expected, double limit) {
    for (int i = 0; i < expected.errors().length; i++) {
      if (Double.isFinite(expected.values()[i]) && !(expected.errors()[i] <= limit)) {
        throw new AssertionError(
            "%s[%d]: the bound %s around %s is too wide to tell anything"
                .formatted(what, i, expected.errors()[i], expected.values()[i]));
      }
    }
  }

  /**
   * Asserts that the F32 graphs {@code narrow}, evaluated node by node and on each kernel set,
   * agree with the F64 graphs {@code wide} of the same rounded inputs.
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
