package dev.cotangent.testkit;

import dev.cotangent.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Checks that eight concurrent threads, each with its own inputs and shape, compute the same as
 * one: the expression, and plans compiled on another thread. Some inputs repeat, and some are
 * shared with other threads, to reveal a cache of the last input.
 *
 * @param subjects the plugin at some shapes
 */
record ThreadCheck(List<Subject> subjects, Kernels kernels, long seed) {

  private static final int THREADS = 8;

  private static final int ROUNDS = 5;

  /** Number of consecutive runs of a plan, which are short. */
  private static final int RUNS = 20;

  private static final int REPEATED = 4;

  void run() throws InterruptedException {
    race(this::expression);
    race(this::planned);
  }

  /** Creates the task that one thread repeats. */
  private interface Racer {
    Callable<?> of(Subject subject, List<double[]> at, double[] cotangent);
  }

  private void race(Racer racer) throws InterruptedException {
    List<Callable<?>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Subject subject = subjects.get(i % subjects.size());
      List<double[]> at = points(subject, i);
      double[] cotangent = new Draw(seed, "threads").doubles(subject.output().size(), 1);
      racers.add(racer.of(subject, at, cotangent));
    }
    Race.run(racers, ROUNDS);
  }

  /** Random points; every other run of them is the same for all threads. */
  private List<double[]> points(Subject subject, int thread) {
    List<double[]> own = subject.points(new Draw(seed + thread, "thread"), 1);
    List<double[]> common = subject.points(new Draw(seed, "common"), 1);
    List<double[]> mixed = new ArrayList<>();
    for (int input = 0; input < own.size(); input++) {
      double[] values = own.get(input).clone();
      for (int i = 0; i < values.length; i++) {
        int first = i - i % REPEATED;
        values[i] = first / REPEATED % 2 == 0 ? values[first] : common.get(input)[first];
      }
      mixed.add(values);
    }
    return mixed;
  }

  private Callable<?> expression(Subject subject, List<double[]> at, double[] cotangent) {
    List<double[]> expected = subject.inDoubles(at, cotangent);
    return () -> same(subject, at, expected, subject.inDoubles(at, cotangent));
  }

  private Callable<?> planned(Subject subject, List<double[]> at, double[] cotangent) {
    List<float[]> values = Draw.floats(at);
    float[] upstream = Draw.floats(cotangent);
    List<double[]> expected = subject.on(kernels).at(values, upstream);
    Subject.Planned planned = subject.on(kernels);
    return () -> {
      for (int i = 0; i < RUNS; i++) {
        same(subject, at, expected, planned.at(values, upstream));
      }
      return expected;
    };
  }

  private static Object same(
      Subject subject, List<double[]> at, List<double[]> expected, List<double[]> found) {
    Numbers.sameBits("on one of " + THREADS + " threads", subject.places(at), expected, found);
    return found;
  }
}
