package dev.cotangent.core.plan;

import dev.cotangent.core.plan.Profile.Kernel;
import dev.cotangent.core.plan.Profile.Section;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.figures.TextTable;
import java.util.List;

/** Formats a {@link Profile} as text. */
final class ProfileText {

  private static final int LONGEST_LAYER = 16;
  private static final String NOTHING = "";

  private final double seconds;
  private final List<Section> spans;
  private final List<Kernel> kernels;
  private final double busy;

  ProfileText(Profile profile) {
    this.seconds = profile.seconds();
    this.spans = profile.spans();
    this.kernels = profile.kernels();
    this.busy = kernels.stream().mapToDouble(Kernel::seconds).sum();
  }

  @Override
  public String toString() {
    return spanText() + kernelTable();
  }

  String of(Machine machine) {
    return spanText() + kernelTable(machine);
  }

  private String spanText() {
    return Quantity.time(seconds)
        + " by the clock:\n\n"
        + spanTable()
        + "\nsteps, times of all workers together:\n\n";
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
    table.row(
        "the rest", NOTHING, Quantity.time(rest), NOTHING, Quantity.share(rest, seconds), NOTHING);
    return table.toString();
  }

  private String kernelTable() {
    TextTable table =
        new TextTable(
            4, "layer", "kernel", "set", "shapes", "calls", "total", "median", "share", "GFLOP/s",
            "GB/s");
    for (Kernel kernel : kernels) {
      table.row(
          shortened(kernel.layer()),
          kernel.name(),
          kernel.kernels(),
          kernel.shapes(),
          Long.toString(kernel.calls()),
          Quantity.time(kernel.seconds()),
          Quantity.time(kernel.median()),
          Quantity.share(kernel.seconds(), busy),
          Quantity.of(kernel.gigaflops()),
          Quantity.of(kernel.gigabytes()));
    }
    return table.toString();
  }

  private String kernelTable(Machine machine) {
    TextTable table =
        new TextTable(
            3,
            "layer",
            "kernel",
            "shapes",
            "calls",
            "total",
            "share",
            "GFLOP/s",
            "GB/s",
            "roofline",
            "reached",
            "bound by");
    for (Kernel kernel : kernels) {
      double bound = kernel.bound(machine);
      table.row(
          shortened(kernel.layer()),
          kernel.name(),
          kernel.shapes(),
          Long.toString(kernel.calls()),
          Quantity.time(kernel.seconds()),
          Quantity.share(kernel.seconds(), busy),
          Quantity.of(kernel.gigaflops()),
          Quantity.of(kernel.gigabytes()),
          Quantity.time(bound),
          Quantity.of(bound / kernel.seconds()),
          kernel.operations() / machine.speed(1).operations() < bound ? "memory" : "arithmetic");
    }
    return table + all(machine);
  }

  private String all(Machine machine) {
    double bound = kernels.stream().mapToDouble(kernel -> kernel.bound(machine)).sum();
    return "\nall steps of the plan: roofline "
        + Quantity.time(bound)
        + " of "
        + Quantity.time(busy)
        + ", "
        + Quantity.of(bound / busy)
        + "\n";
  }

  /** Shortens a path at its start, since its end is the most specific part. */
  private static String shortened(String layer) {
    int length = layer.length();
    return length <= LONGEST_LAYER ? layer : "…" + layer.substring(length - LONGEST_LAYER + 1);
  }
}
