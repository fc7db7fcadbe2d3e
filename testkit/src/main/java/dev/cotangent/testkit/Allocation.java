package dev.cotangent.testkit;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Measures what the current thread allocates. */
final class Allocation {

  private static final int ATTEMPTS = 40;
  private static final int RUNS = 200;

  private Allocation() {}

  /** Fails if a plan for a plugin allocates in its steady state. */
  static void ofPlan(Subject subject, Kernels kernels, long seed) {
    Draw draw = new Draw(seed, "allocation");
    Subject.Planned planned = subject.on(kernels);
    List<float[]> at = Draw.floats(subject.points(draw, 1));
    planned.feed(at, Draw.floats(draw.doubles(subject.output().size(), 1)));
    none("runs of a plan", RUNS, () -> planned.run().execute());
  }

  /**
   * Fails if every attempt to do something a number of times allocates; the JVM itself does now and
   * then.
   *
   * @param what is done, as in {@code runs of a plan}
   */
  static void none(String what, int times, Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < times; i++) {
        work.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    Checks.that(least == 0, times + " " + what + " allocate " + least + " bytes");
  }
}
