package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks that apply to every kind of differentiable plugin. */
final class FunctionChecks {

  /** Relative to the largest result: a few units in the last place of float32 per op. */
  static final double FLOAT_TOLERANCE = 2e-5;

  private static final double[] DEVIATIONS = {0.3, 1, 4};
  private static final int ROUNDS = 10;
  private static final double LINEAR_TOLERANCE = 1e-10;

  /** Half a unit in the last place of float32 is 6e-8. */
  private static final double ROUNDING = 1e-7;

  /** Roundings of a, of 3b, of their difference and of the other side. */
  private static final double ROUNDINGS = 5;

  private final Supplier<List<Subject>> subjects;
  private final Registry registry;
  private final long seed;

  /** A check at one shape. */
  private interface Check {
    void run(Subject subject) throws Exception;
  }

  /** Creates the checks for a plugin at several shapes. */
  FunctionChecks(Supplier<List<Subject>> subjects, Registry registry, long seed) {
    this.subjects = subjects;
    this.registry = registry;
    this.seed = seed;
  }

  Checks addTo(Checks checks) {
    return checks
        .add("gradient", each(subject -> gradient(subject, checks, DEVIATIONS)))
        .add("chain", each(subject -> new WideCheck(subject.squared(), seed).run(1)))
        .add("linearity", each(this::linearity))
        .add("repetition", each(this::repetition))
        .add("untouched", each(this::untouched))
        .add("float32", each(this::float32))
        .add("kernels", each(this::kernels))
        .add("threads", () -> new ThreadCheck(subjects.get(), registry.portable(), seed).run())
        .add("allocation", () -> Allocation.ofPlan(largest(), registry.portable(), seed));
  }

  private Checks.Check each(Check check) {
    return () -> {
      for (Subject subject : subjects.get()) {
        check.run(subject);
      }
    };
  }

  /** The last subject with the most elements. */
  private Subject largest() {
    return subjects.get().stream()
        .reduce((one, other) -> other.size() >= one.size() ? other : one)
        .orElseThrow();
  }

  /** Compares first and second order with five-point differences, for a random cotangent. */
  void gradient(Subject subject, Checks checks, double... deviations) {
    for (double deviation : deviations) {
      List<double[]> at = subject.points(new Draw(seed, "gradient" + deviation), deviation);
      List<Tensor> points = new ArrayList<>();
      for (Shape shape : subject.shapes()) {
        points.add(Tensor.f64(shape, at.get(points.size())));
      }
      checks.note(GradientFinding.check(subject, check(subject.held(at)), points).worstError());
    }
  }

  /** The gradient check; first order only for a function that rounds, since its slope has steps. */
  private GradientCheck check(Subject subject) {
    GradientCheck check = GradientCheck.of(subject.function()).withSeed(seed);
    return subject.rounds() ? check.withOrder(1).withTolerance(ROUNDING) : check;
  }

  private static double[] cotangent(Subject subject, Draw draw) {
    return draw.doubles(subject.output().size(), 1);
  }

  /** The backward pass is linear: a sum of cotangents gives the sum of the gradients. */
  private void linearity(Subject subject) {
    Draw draw = new Draw(seed, "linearity");
    List<double[]> at = subject.points(draw, 1);
    double[] a = cotangent(subject, draw);
    double[] b = cotangent(subject, draw);
    List<double[]> one = subject.inDoubles(at, a);
    List<double[]> other = subject.inDoubles(at, b);
    List<double[]> expected = new ArrayList<>(List.of(one.get(0)));
    for (int part = 1; part < one.size(); part++) {
      expected.add(combined(one.get(part), other.get(part)));
    }
    Numbers.close(
        "for cotangents a − 3b, against the gradients of a and b",
        subject.places(at),
        expected,
        subject.inDoubles(at, combined(a, b)),
        subject.rounds() ? ROUNDINGS * ROUNDING : LINEAR_TOLERANCE);
  }

  /** a − 3b. */
  private static double[] combined(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] -= 3 * b[i];
    }
    return sum;
  }

  /** The same input gives the same bits again, regardless of what was computed in between. */
  private void repetition(Subject subject) {
    Draw draw = new Draw(seed, "repetition");
    List<double[]> at = subject.points(draw, 1);
    List<double[]> between = subject.points(draw, 5);
    double[] cotangent = cotangent(subject, draw);
    List<double[]> first = subject.inDoubles(at, cotangent);
    for (int round = 0; round < ROUNDS; round++) {
      subject.inDoubles(between, cotangent);
      Numbers.sameBits(
          "the second time", subject.places(at), first, subject.inDoubles(at, cotangent));
    }
  }

  private void untouched(Subject subject) {
    Kernels fast = registry.kernels();
    Kernels portable = registry.portable();
    boolean same = fast.id().equals(portable.id());
    List<Kernels> kernels = same ? List.of(portable) : List.of(portable, fast);
    new UntouchedCheck(subject, kernels, seed).run();
  }

  /** Float32 on the portable kernels agrees with double precision. */
  private void float32(Subject subject) {
    for (double deviation : DEVIATIONS) {
      new FloatCheck(subject, registry.portable(), seed).run(deviation);
    }
  }

  /** Vector kernels, where available, give the same bits as the portable ones. */
  private void kernels(Subject subject) {
    Kernels fast = registry.kernels();
    Draw draw = new Draw(seed, "kernels");
    List<double[]> at = subject.points(draw, 1);
    double[] cotangent = cotangent(subject, draw);
    Numbers.sameBits(
        "on " + fast.id() + " kernels against portable ones, at shapes " + subject.shapes(),
        subject.places(at),
        onKernels(subject, registry.portable(), at, cotangent),
        onKernels(subject, fast, at, cotangent));
  }

  private static List<double[]> onKernels(
      Subject subject, Kernels kernels, List<double[]> at, double[] cotangent) {
    return subject.on(kernels).at(Draw.floats(at), Draw.floats(cotangent));
  }
}
