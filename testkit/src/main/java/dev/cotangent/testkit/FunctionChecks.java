package dev.cotangent.testkit;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What holds for every differentiable plugin, whatever its kind. */
final class FunctionChecks {

  private static final double[] DEVIATIONS = {0.3, 1, 4};
  private static final int THREADS = 16;
  private static final int ROUNDS = 10;
  private static final int ATTEMPTS = 40;
  private static final int RUNS = 200;

  /** Relative to the largest result: some units in the last place of float32 for each op. */
  private static final double FLOAT_TOLERANCE = 2e-5;

  private static final double LINEAR_TOLERANCE = 1e-10;

  private final List<Subject> subjects;
  private final Registry registry;
  private final long seed;

  /** Checks of a plugin at some shapes. */
  FunctionChecks(List<Subject> subjects, Registry registry, long seed) {
    this.subjects = subjects;
    this.registry = registry;
    this.seed = seed;
  }

  Checks addTo(Checks checks) {
    return checks
        .add("gradient", () -> gradient(checks))
        .add("linearity", this::linearity)
        .add("repetition", this::repetition)
        .add("untouched", this::untouched)
        .add("float32", this::float32)
        .add("kernels", this::kernels)
        .add("threads", this::threads)
        .add("allocation", this::allocation);
  }

  /** First and second order against five-point differences, with a random cotangent. */
  private void gradient(Checks checks) {
    for (Subject subject : subjects) {
      for (double deviation : DEVIATIONS) {
        Draw draw = new Draw(seed, "gradient" + deviation);
        List<Tensor> points = new ArrayList<>();
        for (Shape shape : subject.shapes()) {
          points.add(Tensor.of(shape, draw.doubles(shape.size(), deviation)));
        }
        GradientReport report = GradientCheck.of(subject.function()).withSeed(seed).at(points);
        checks.note(report.worstError());
        Checks.that(report.passed(), "at shapes " + subject.shapes() + ", " + report);
      }
    }
  }

  private static double[] cotangent(Subject subject, Draw draw) {
    return draw.doubles(subject.output().size(), 1);
  }

  /** Backwards, a sum of cotangents gives the sum of their gradients. */
  private void linearity() {
    for (Subject subject : subjects) {
      Draw draw = new Draw(seed, "linearity");
      List<double[]> at = draw.each(subject.shapes(), 1);
      double[] a = cotangent(subject, draw);
      double[] b = cotangent(subject, draw);
      double[] sum = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        sum[i] = a[i] - 3 * b[i];
      }
      List<double[]> one = subject.inDoubles(at, a);
      List<double[]> other = subject.inDoubles(at, b);
      List<double[]> expected = new ArrayList<>(List.of(one.get(0)));
      for (int part = 1; part < one.size(); part++) {
        double[] gradient = one.get(part).clone();
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] -= 3 * other.get(part)[i];
        }
        expected.add(gradient);
      }
      Numbers.close(
          "for cotangents a − 3b", expected, subject.inDoubles(at, sum), LINEAR_TOLERANCE);
    }
  }

  /** The same input gives the same bits again, whatever was computed in between. */
  private void repetition() {
    for (Subject subject : subjects) {
      Draw draw = new Draw(seed, "repetition");
      List<double[]> at = draw.each(subject.shapes(), 1);
      List<double[]> between = draw.each(subject.shapes(), 5);
      double[] cotangent = cotangent(subject, draw);
      List<double[]> first = subject.inDoubles(at, cotangent);
      for (int round = 0; round < ROUNDS; round++) {
        subject.inDoubles(between, cotangent);
        Numbers.sameBits("a second run", first, subject.inDoubles(at, cotangent));
      }
    }
  }

  /**
   * Neither inputs nor the cotangent are written to, for others that use them in the same graph.
   */
  private void untouched() {
    for (Subject subject : subjects) {
      Draw draw = new Draw(seed, "untouched");
      List<double[]> at = draw.each(subject.shapes(), 1);
      double[] cotangent = cotangent(subject, draw);
      List<Tensor> leaves = new ArrayList<>();
      for (int i = 0; i < at.size(); i++) {
        leaves.add(node(subject.shapes().get(i), at.get(i)));
      }
      Tensor y = subject.function().apply(leaves);
      Tensor upstream = node(y.shape(), cotangent);
      Gradients gradients = Gradients.of(y, upstream, leaves);
      List<Tensor> used = new ArrayList<>(List.of(y));
      leaves.forEach(leaf -> gradients.find(leaf).ifPresent(used::add));
      List<Tensor> given = new ArrayList<>(leaves);
      given.add(upstream);
      List<double[]> before = new ArrayList<>(at);
      before.add(cotangent);
      sameAfterwards(used, given, before);
    }
  }

  /** A node that has a buffer of its own, unlike a constant. */
  private static Tensor node(Shape shape, double[] values) {
    double[] negated = new double[values.length];
    Arrays.setAll(negated, i -> -values[i]);
    return Tensor.of(shape, negated).neg();
  }

  private static void sameAfterwards(List<Tensor> used, List<Tensor> given, List<double[]> before) {
    List<Tensor> all = new ArrayList<>(used);
    all.addAll(given);
    double[] values =
        Tensor.concat(
                0,
                all.stream()
                    .map(tensor -> tensor.reshape(Shape.of(tensor.shape().size())))
                    .toArray(Tensor[]::new))
            .toDoubles();
    int start = values.length - before.stream().mapToInt(array -> array.length).sum();
    for (int i = 0; i < before.size(); i++) {
      double[] after = Arrays.copyOfRange(values, start, start + before.get(i).length);
      String what = i == before.size() - 1 ? "the cotangent" : "input " + i;
      Numbers.sameBits(what + " afterwards", before.get(i), after);
      start += before.get(i).length;
    }
  }

  /** Float32 on the portable kernels agrees with doubles. */
  private void float32() {
    for (Subject subject : subjects) {
      for (double deviation : DEVIATIONS) {
        Draw draw = new Draw(seed, "float32" + deviation);
        List<double[]> at = draw.each(subject.shapes(), deviation);
        double[] cotangent = cotangent(subject, draw);
        List<double[]> expected = subject.inDoubles(at, cotangent);
        Numbers.close(
            "in float32 at shapes " + subject.shapes(),
            expected,
            onKernels(subject, registry.portable(), at, cotangent),
            FLOAT_TOLERANCE);
      }
    }
  }

  /** Vector kernels, where the machine has them, give the bits of portable ones. */
  private void kernels() {
    Kernels fast = registry.kernels();
    for (Subject subject : subjects) {
      Draw draw = new Draw(seed, "kernels");
      List<double[]> at = draw.each(subject.shapes(), 1);
      double[] cotangent = cotangent(subject, draw);
      Numbers.sameBits(
          "on " + fast.id() + " kernels",
          onKernels(subject, registry.portable(), at, cotangent),
          onKernels(subject, fast, at, cotangent));
    }
  }

  private static List<double[]> onKernels(
      Subject subject, Kernels kernels, List<double[]> at, double[] cotangent) {
    return subject.on(kernels).at(floats(at), Draw.floats(cotangent));
  }

  private static List<float[]> floats(List<double[]> values) {
    return values.stream().map(Draw::floats).toList();
  }

  /** Sixteen threads at once compute what one computes, each with inputs of its own. */
  private void threads() throws InterruptedException {
    Subject subject = subjects.get(subjects.size() - 1);
    double[] cotangent = cotangent(subject, new Draw(seed, "threads"));
    List<List<double[]>> inputs =
        IntStream.range(0, THREADS)
            .mapToObj(i -> new Draw(seed + i, "thread").each(subject.shapes(), 1))
            .toList();
    List<List<double[]>> expected =
        inputs.stream().map(at -> subject.inDoubles(at, cotangent)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        List<double[]> at = inputs.get(i);
        List<double[]> right = expected.get(i);
        tasks.add(
            () -> {
              for (int round = 0; round < ROUNDS * ROUNDS; round++) {
                Numbers.sameBits("on 16 threads", right, subject.inDoubles(at, cotangent));
              }
              return right;
            });
      }
      for (Future<Object> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new ContractViolation("" + e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** A plan's steady state allocates nothing; the JVM itself does now and then. */
  private void allocation() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Subject subject = subjects.get(subjects.size() - 1);
    Draw draw = new Draw(seed, "allocation");
    Subject.Planned planned = subject.on(registry.portable());
    planned.feed(floats(draw.each(subject.shapes(), 1)), Draw.floats(cotangent(subject, draw)));
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < RUNS; i++) {
        planned.run().execute();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    Checks.that(least == 0, RUNS + " runs of a plan allocate " + least + " bytes");
  }

  /** A row of a batch is what it is alone, and NaN in one row stays there. */
  static void rows(Subject batch, Subject single, Registry registry, long seed) {
    Draw draw = new Draw(seed, "rows");
    int rows = batch.shapes().get(0).dim(0);
    List<double[]> at = draw.each(batch.shapes(), 1);
    float[] cotangent = new float[batch.output().size()];
    double[] whole = result(batch, registry, floats(at), cotangent);
    double[] spoilt = at.get(0).clone();
    int width = spoilt.length / rows;
    spoilt[width] = Double.NaN;
    List<double[]> withNan = new ArrayList<>(at);
    withNan.set(0, spoilt);
    double[] other = result(batch, registry, floats(withNan), cotangent);
    int length = whole.length / rows;
    for (int row = 0; row < rows; row++) {
      List<double[]> alone = new ArrayList<>(at);
      alone.set(0, Arrays.copyOfRange(at.get(0), row * width, (row + 1) * width));
      double[] part = Arrays.copyOfRange(whole, row * length, (row + 1) * length);
      Numbers.sameBits(
          "row " + row + " of a batch against itself alone",
          result(single, registry, floats(alone), new float[length]),
          part);
      if (row != 1) {
        double[] beside = Arrays.copyOfRange(other, row * length, (row + 1) * length);
        Numbers.sameBits("row " + row + " beside a row with NaN", part, beside);
      }
    }
  }

  private static double[] result(
      Subject subject, Registry registry, List<float[]> at, float[] cotangent) {
    return subject.on(registry.portable()).at(at, cotangent).get(0);
  }
}
