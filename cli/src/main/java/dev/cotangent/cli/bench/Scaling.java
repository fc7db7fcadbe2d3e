package dev.cotangent.cli.bench;

import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
import java.util.Locale;

/**
 * The predicted speed of a call with more workers than there are processors, between two
 * assumptions: each processor more brings as much memory bandwidth as those here have, or none.
 */
final class Scaling {

  private static final int[] WORKERS = {1, 2, 4, 8, 16, 32};

  private final Machine alone;
  private final Machine all;
  private final int processors;

  /**
   * Creates predictions.
   *
   * @param alone speeds of a worker while no other is busy
   * @param all speeds of a worker while all processors are busy
   */
  Scaling(Machine alone, Machine all, int processors) {
    this.alone = alone;
    this.all = all;
    this.processors = processors;
  }

  /** Formats the predicted efficiencies as a table. */
  String table(PlanFigures figures) {
    StringBuilder table = new StringBuilder();
    row(table, "workers", "calls/s", "efficiency", "same bandwidth:", "efficiency");
    for (int workers : WORKERS) {
      Machine more = machine(workers, bandwidth(Math.max(1, workers / (double) processors)));
      Machine same = machine(workers, bandwidth(1));
      row(
          table,
          Integer.toString(workers),
          number("%.4g", 1 / figures.seconds(more, workers)),
          number("%.2f", figures.efficiency(more, workers)),
          number("%.4g", 1 / figures.seconds(same, workers)),
          number("%.2f", figures.efficiency(same, workers)));
    }
    return table.toString();
  }

  private double bandwidth(double factor) {
    return all.bytes() * processors * factor;
  }

  private Machine machine(int workers, double bytesTogether) {
    return alone.withTogether(all.operations() * Math.max(workers, processors), bytesTogether);
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, "%-9s%14s%14s%16s%16s%n", cells));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
