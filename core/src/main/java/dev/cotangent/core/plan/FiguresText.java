package dev.cotangent.core.plan;

import dev.cotangent.core.plan.PlanFigures.Bound;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.figures.TextTable;
import java.util.List;

/** Formats {@link PlanFigures} on a machine as text. */
final class FiguresText {

  private final PlanFigures figures;
  private final Machine machine;
  private final int[] workers;
  private final List<Bound> bounds;

  FiguresText(PlanFigures figures, Machine machine, int[] workers) {
    this.figures = figures;
    this.machine = machine;
    this.workers = workers;
    this.bounds = figures.bounds(machine);
  }

  @Override
  public String toString() {
    return summary() + "\n" + kernels() + "\n" + scaling();
  }

  private String summary() {
    double seconds = figures.seconds(machine);
    return String.join(
        "\n",
        "On a machine with " + speeds(),
        "  roofline     " + Quantity.time(seconds) + " with one worker: " + split(seconds),
        "  moved        " + moved(),
        "  unsplit      " + Quantity.share(figures.unsplitShare(machine), 1) + " of that time",
        "  critical     " + critical(),
        "");
  }

  private String speeds() {
    return Quantity.of(machine.operations(), "FLOP/s")
        + " and "
        + Quantity.of(machine.bytes(), "B/s")
        + " for each worker"
        + (Double.isInfinite(machine.bytesTogether())
            ? ""
            : ", " + Quantity.of(machine.bytesTogether(), "B/s") + " for all");
  }

  private String split(double seconds) {
    double memory = bounds.stream().filter(Bound::memory).mapToDouble(Bound::seconds).sum();
    return Quantity.share(seconds - memory, seconds)
        + " bound by arithmetic, "
        + Quantity.share(memory, seconds)
        + " by memory";
  }

  private String moved() {
    return Quantity.of(figures.bytes(), "B")
        + " for "
        + Quantity.of(figures.operations(), "FLOP")
        + ", "
        + Quantity.of(figures.operations() / figures.bytes())
        + " FLOP/B";
  }

  private String critical() {
    return Quantity.time(figures.criticalSeconds(machine))
        + " in "
        + Quantity.count(figures.phases(), "phase")
        + ", with a worker for each unit";
  }

  private String kernels() {
    TextTable table =
        new TextTable(
            2, "kernel", "shapes", "steps", "FLOP", "B", "FLOP/B", "at least", "bound by");
    for (Bound bound : bounds) {
      table.row(
          bound.kernel(),
          bound.shapes(),
          Integer.toString(bound.steps()),
          Quantity.of(bound.operations()),
          Quantity.of(bound.bytes()),
          Quantity.of(bound.operations() / bound.bytes()),
          Quantity.time(bound.seconds()),
          bound.memory() ? "memory" : "arithmetic");
    }
    return table.toString();
  }

  private String scaling() {
    TextTable table = new TextTable(0, "workers", "time", "barriers", "speed-up", "efficiency");
    for (int count : workers) {
      double seconds = figures.seconds(machine, count);
      table.row(
          Integer.toString(count),
          Quantity.time(seconds),
          Quantity.share(figures.barrierSeconds(machine, count), seconds),
          Quantity.of(figures.seconds(machine) / seconds),
          Quantity.share(figures.efficiency(machine, count), 1));
    }
    return table.toString();
  }
}
