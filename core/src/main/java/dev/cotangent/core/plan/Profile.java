package dev.cotangent.core.plan;

import java.util.Comparator;
import java.util.List;

/**
 * A profile: measured times of sections and steps, in seconds; {@link #toString} formats them as
 * two tables. Medians are over the latest 1,024 calls.
 *
 * @param seconds time since the profiler was created
 * @param spans phases of plans and of other work, and timed sections of one thread; the longest
 *     first
 * @param kernels the steps of the plans, the longest first
 */
public record Profile(double seconds, List<Section> spans, List<Kernel> kernels) {

  static final double NANO = 1e-9;

  /** Sorts the lists. */
  public Profile {
    spans = spans.stream().sorted(Comparator.comparingDouble(Section::seconds).reversed()).toList();
    kernels =
        kernels.stream().sorted(Comparator.comparingDouble(Kernel::seconds).reversed()).toList();
  }

  /**
   * A phase, or a timed section of one thread.
   *
   * @param calls number of calls
   * @param seconds wall time of all calls
   * @param median wall time of a call
   * @param busySeconds time of all calls, summed over all workers
   */
  public record Section(
      String name, long calls, double seconds, double median, double busySeconds) {}

  /**
   * All steps with the same layer, name and shapes on the same kernel set.
   *
   * @param layer the paths of the layers whose ops it runs, forward or backward, joined by +; for
   *     the outermost layer or the loss its id; empty if it belongs to none, or if the plan was
   *     compiled without places
   * @param name the ops that it runs, joined by +
   * @param kernels the id of the kernel set
   * @param shapes the shapes of operands and result
   * @param calls number of times that such a step ran
   * @param seconds time of all calls, summed over all workers
   * @param median time of a call, summed over all workers
   * @param operations approximate number of floating-point operations of all calls
   * @param bytes bytes read and written by all calls, each operand counted once per call
   */
  public record Kernel(
      String layer,
      String name,
      String kernels,
      String shapes,
      long calls,
      double seconds,
      double median,
      double operations,
      double bytes) {

    /** Billions of floating-point operations per second of one worker. */
    public double gigaflops() {
      return NANO * operations / seconds;
    }

    /**
     * The least time in seconds that a worker needs for all calls: that of the arithmetic or of the
     * memory accesses, the longer of the two.
     */
    public double bound(Machine machine) {
      double memory = bytes / Math.min(machine.bytes(), machine.bytesTogether());
      return Math.max(operations / machine.speed(1).operations(), memory);
    }

    /** Billions of bytes read or written per second by one worker. */
    public double gigabytes() {
      return NANO * bytes / seconds;
    }
  }

  @Override
  public String toString() {
    return new ProfileText(this).toString();
  }

  /**
   * Formats the profile as {@link #toString} does, with the least time that each kernel needs on a
   * machine, and that as a fraction of the measured time. A fraction above 1 is possible where
   * operands are in a nearer cache than the machine's bandwidth was measured in.
   *
   * @param machine the speeds of one worker, while as many are busy as in the profile
   */
  public String describe(Machine machine) {
    return new ProfileText(this).of(machine);
  }
}
