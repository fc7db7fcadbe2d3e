package dev.cotangent.core.plan;

import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.figures.TextTable;
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

  private static final int LONGEST_LAYER = 16;

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

    /** Billions of bytes read or written per second by one worker. */
    public double gigabytes() {
      return NANO * bytes / seconds;
    }
  }

  @Override
  public String toString() {
    return Quantity.time(seconds)
        + " by the clock:\n\n"
        + spanTable()
        + "\nsteps, times of all workers together:\n\n"
        + kernelTable();
  }

  private String spanTable() {
    TextTable table = new TextTable(1, "where", "calls", "total", "median", "share", "workers");
    double rest = seconds;
    for (Section span : spans) {
      rest -= span.seconds();
      table.row(
          span.name(),
          Long.toString(span.calls()),
          Quantity.time(span.seconds()),
          Quantity.time(span.median()),
          Quantity.share(span.seconds(), seconds),
          Quantity.of(span.busySeconds() / span.seconds()));
    }
    String nothing = "";
    table.row(
        "the rest", nothing, Quantity.time(rest), nothing, Quantity.share(rest, seconds), nothing);
    return table.toString();
  }

  private String kernelTable() {
    TextTable table =
        new TextTable(
            4, "layer", "kernel", "set", "shapes", "calls", "total", "median", "share", "GFLOP/s",
            "GB/s");
    double all = kernels.stream().mapToDouble(Kernel::seconds).sum();
    for (Kernel kernel : kernels) {
      table.row(
          shortened(kernel.layer()),
          kernel.name(),
          kernel.kernels(),
          kernel.shapes(),
          Long.toString(kernel.calls()),
          Quantity.time(kernel.seconds()),
          Quantity.time(kernel.median()),
          Quantity.share(kernel.seconds(), all),
          Quantity.of(kernel.gigaflops()),
          Quantity.of(kernel.gigabytes()));
    }
    return table.toString();
  }

  /** Shortens a path at its start, since its end is the most specific part. */
  private static String shortened(String layer) {
    int length = layer.length();
    return length <= LONGEST_LAYER ? layer : "…" + layer.substring(length - LONGEST_LAYER + 1);
  }
}
