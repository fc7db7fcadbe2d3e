package dev.cotangent.testkit;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Measures allocation on the current thread. Only allocation by the plugin's code is a failure, not
 * that of the JDK's math on some versions: {@link StrictMath#pow} creates three small arrays on JDK
 * 17 and none on 25.
 */
final class Allocation {

  private static final int ATTEMPTS = 40;
  private static final int RUNS = 200;

  /** Bytes that a step may allocate: far less than a page, for any number of parameters. */
  private static final long SMALL = 1024;

  /** Less than one object of the smallest size, 16 bytes, per ten elements. */
  private static final double BYTES_PER_ELEMENT = 1.5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Fails if a plan for a plugin allocates in its steady state. */
  static void ofPlan(Subject subject, Kernels kernels, long seed) {
    Draw draw = new Draw(seed, "allocation");
    Subject.Planned planned = subject.on(kernels);
    List<float[]> at = Draw.floats(subject.points(draw, 1));
    planned.feed(at, Draw.floats(draw.doubles(subject.output().size(), 1)));
    long least = least(RUNS, () -> planned.run().execute());
    Checks.that(
        least == 0 || isOfPowers(least, subject.output().size()),
        RUNS + " runs of a plan allocate " + least + " bytes");
  }

  /** Whether the bytes can be explained by one call of StrictMath.pow per element on this JVM. */
  private static boolean isOfPowers(long bytes, int elements) {
    double[] result = new double[1];
    long powers = least(RUNS, () -> result[0] += StrictMath.pow(1.5 + result[0] / 1e9, 0.3));
    return powers > 0 && bytes % (powers * elements) == 0;
  }

  /**
   * Fails if a step of an optimizer allocates more than a few small objects, or any per element.
   *
   * @param small a step over few elements
   * @param large a step over many elements
   */
  static void ofSteps(Runnable small, int few, Runnable large, int many) {
    double least = least(RUNS, small) / (double) RUNS;
    Checks.that(least <= SMALL, "a step allocates " + least + " bytes, expected at most " + SMALL);
    double more = least(RUNS / 10, large) / (RUNS / 10.0) - least;
    double each = more / (many - few);
    Checks.that(
        each <= BYTES_PER_ELEMENT,
        "a step allocates "
            + (float) each
            + " bytes per element, expected none: for temporary arrays use a slot or"
            + " the scratch");
  }

  /** The fewest bytes of several attempts, since the JVM itself allocates now and then. */
  private static long least(int times, Runnable work) {
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < times; i++) {
        work.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }
}
