package dev.cotangent.core.plan;

import java.util.Comparator;
import java.util.List;

/**
 * How long things took; {@link #toString} is two tables for a person. A median is that of the
 * latest thousand calls.
 *
 * @param seconds time since the profiler was made
 * @param spans where that time went, the longest first: phases of plans and of other work, and what
 *     was done on one thread
 * @param kernels the steps of the plans, the longest first
 */
public record Profile(double seconds, List<Span> spans, List<Kernel> kernels) {

  static final double NANO = 1e-9;

  private static final int LONGEST_LAYER = 16;

  /** Sorts the lists. */
  public Profile {
    spans = spans.stream().sorted(Comparator.comparingDouble(Span::seconds).reversed()).toList();
    kernels =
        kernels.stream().sorted(Comparator.comparingDouble(Kernel::seconds).reversed()).toList();
  }

  /**
   * A phase, or what was done on one thread.
   *
   * @param calls how often
   * @param seconds all calls together, by the clock on the wall
   * @param median of a call
   * @param busySeconds all calls and all workers together
   */
  public record Span(String name, long calls, double seconds, double median, double busySeconds) {}

  /**
   * All steps of the same layer, name and shapes on the same kernel set.
   *
   * @param layer the paths of the layers whose ops it runs, forward or backward, joined by +; the
   *     id of the outermost layer or of the loss for theirs; empty if it belongs to none, or the
   *     plan was not told
   * @param name the ops that it runs, joined by +
   * @param kernels the id of the kernel set
   * @param shapes those of operands and result
   * @param calls how often such a step was done
   * @param seconds all calls and all workers together
   * @param median of a call, all workers together
   * @param operations about how many, of all calls together
   * @param bytes how many all calls read and wrote, each operand counted once a call
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

    /** Billions of floating-point operations a second, of one worker. */
    public double gigaflops() {
      return NANO * operations / seconds;
    }

    /** Billions of bytes read or written a second, by one worker. */
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
    for (Span span : spans) {
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

  /** The end of a path says most. */
  private static String shortened(String layer) {
    int length = layer.length();
    return length <= LONGEST_LAYER ? layer : "…" + layer.substring(length - LONGEST_LAYER + 1);
  }
}
