package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.spi.ElementActivation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Checks that the scalar value and derivative of an {@link ElementActivation} agree with its
 * expression as a layer uses them, also on eight threads, and allocate nothing.
 */
record AcceleratorCheck(ElementActivation activation, Kernels kernels, long seed) {

  private static final double TOLERANCE = 1e-12;
  private static final int POINTS = 40;
  private static final int SECOND = 20;

  /** Enough repetitions for a thread to be preempted in the middle. */
  private static final int RACED = 400;

  void run() throws InterruptedException {
    ActivationSubjects subjects = new ActivationSubjects(activation, seed);
    double[] at = points(subjects);
    double[] ones = new double[at.length];
    Arrays.fill(ones, 1);
    Subject slow = subjects.of(Shape.of(at.length));
    Subject fast = fast(subjects, at.length);
    List<double[]> expected = slow.inDoubles(List.of(at), ones);
    List<double[]> found = fast.inDoubles(List.of(at), ones);
    for (int i = 0; i < at.length; i++) {
      near("value", i, at[i], expected.get(0)[i], found.get(0)[i]);
      near("derivative", i, at[i], expected.get(1)[i], found.get(1)[i]);
    }
    Numbers.close(
        "in float32 by value and derivative against apply",
        fast.places(List.of(at)),
        expected,
        fast.on(kernels).at(List.of(Draw.floats(at)), Draw.floats(ones)),
        FunctionChecks.FLOAT_TOLERANCE);
    second(fast(subjects, SECOND));
    new ThreadCheck(List.of(fast(subjects, RACED)), kernels, seed).run();
    Allocation.ofPlan(fast(subjects, POINTS), kernels, seed);
  }

  private static double[] points(ActivationSubjects subjects) {
    Subject drawn = subjects.of(Shape.of(POINTS));
    double[] inside = drawn.points(new Draw(subjects.seed(), "accelerator"), 3).get(0);
    return DoubleStream.concat(
            drawn.domain().extremes().stream().mapToDouble(Double::doubleValue),
            Arrays.stream(inside))
        .toArray();
  }

  private Subject fast(ActivationSubjects subjects, int size) {
    return subjects.inALayer(Shape.of(size));
  }

  private static void near(String what, int i, double x, double expected, double found) {
    double error = Math.abs(expected - found);
    Checks.that(
        expected == found || error <= TOLERANCE * Math.max(1, Math.abs(expected)),
        () ->
            "element "
                + i
                + ": "
                + what
                + "("
                + x
                + ") is "
                + found
                + ", by apply it is "
                + expected);
  }

  private void second(Subject fast) {
    double[] at = fast.points(new Draw(seed, "second"), 2).get(0);
    GradientFinding.check(
        fast,
        GradientCheck.of(fast.function()).withSeed(seed),
        List.of(Tensor.f64(fast.shapes().get(0), at)));
  }
}
