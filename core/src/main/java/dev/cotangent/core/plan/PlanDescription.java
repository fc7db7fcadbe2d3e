package dev.cotangent.core.plan;

import dev.cotangent.core.plan.compile.Buffers;
import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.figures.StepFigures;
import dev.cotangent.core.plan.figures.TextTable;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.ParameterMemory;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Formats {@link Plan#describe} as text. */
final class PlanDescription {

  private final Plan plan;
  private final List<Step> steps;
  private final IdentityHashMap<Node, String> slices = new IdentityHashMap<>();

  private PlanDescription(Plan plan) {
    this.plan = plan;
    this.steps =
        plan.schedule.phases.stream()
            .flatMap(List::stream)
            .flatMap(part -> part.steps.stream())
            .toList();
    for (int i = 0; i < plan.gradients.size(); i++) {
      String name = plan.gradients.get(i).parameter().name();
      slices.put(plan.gradientNodes.get(i).base(), name);
    }
  }

  static String of(Plan plan) {
    PlanDescription description = new PlanDescription(plan);
    return description.summary() + '\n' + description.table();
  }

  private String summary() {
    return String.join(
            "\n",
            "Plan for " + plan.kernels.id() + " kernels: " + extent(),
            "  arithmetic   " + arithmetic(),
            "  memory       " + memory(),
            "  critical     " + critical(),
            "  buffers      " + buffers(),
            "  inputs       " + inputs(),
            "  parameters   " + parameters(),
            "  gradients    " + gradients(),
            "  run once     " + folded())
        + "\n";
  }

  private String extent() {
    return Quantity.count(steps.size(), "step")
        + " in "
        + Quantity.count(plan.schedule.phases.size(), "phase");
  }

  private String arithmetic() {
    return Quantity.of(plan.cost(), "FLOP")
        + ": "
        + share(Rows.ROWWISE, "row by row")
        + ", "
        + share(Rows.OVER_ROWS, "over rows")
        + ", "
        + share(Rows.WHOLE, "whole");
  }

  private String share(Rows rows, String name) {
    double cost = steps.stream().filter(step -> step.rows == rows).mapToDouble(Step::cost).sum();
    return Quantity.share(cost, plan.cost()) + " " + name;
  }

  private String memory() {
    PlanFigures figures = plan.figures();
    return Quantity.of(figures.bytes(), "B")
        + " read and written, "
        + Quantity.of(figures.operations() / figures.bytes())
        + " FLOP/B";
  }

  /** The longest chain of operations that remains with any number of workers. */
  private String critical() {
    Machine countsOperations = Machine.of(1, Double.POSITIVE_INFINITY);
    return Quantity.of(plan.figures().criticalSeconds(countsOperations), "FLOP")
        + " with a worker for each unit";
  }

  private String buffers() {
    double used = plan.buffers.buffers.stream().mapToDouble(Buffers.Buffer::bytes).sum();
    double results =
        steps.stream()
            .flatMap(step -> step.outputs().stream())
            .filter(plan.buffers::has)
            .mapToDouble(StepFigures::bytes)
            .sum();
    return plan.buffers.buffers.size()
        + " of "
        + Quantity.of(used, "B")
        + "; reuse saves "
        + Quantity.share(results - used, results)
        + " of "
        + Quantity.of(results, "B");
  }

  private String inputs() {
    String inputs =
        plan.leaves.stream()
            .filter(leaf -> leaf.op instanceof dev.cotangent.core.op.leaf.Input)
            .map(
                leaf ->
                    ((dev.cotangent.core.op.leaf.Input) leaf.op).name()
                        + " "
                        + StepFigures.shape(leaf))
            .collect(Collectors.joining(", "));
    return inputs.isEmpty() ? "none" : inputs;
  }

  private String parameters() {
    List<Node> read =
        plan.leaves.stream().filter(leaf -> leaf.op instanceof ParameterMemory).toList();
    return count(read, "read");
  }

  private String gradients() {
    return count(plan.gradientNodes, "written, each to its parameter's slice");
  }

  private static String count(List<Node> nodes, String verb) {
    double bytes = nodes.stream().mapToDouble(StepFigures::bytes).sum();
    return nodes.isEmpty() ? "none" : nodes.size() + " of " + Quantity.of(bytes, "B") + " " + verb;
  }

  private String folded() {
    int count = plan.constantSteps.size();
    if (count == 0) {
      return "nothing";
    }
    String names =
        plan.constantSteps.stream().limit(4).map(Step::name).collect(Collectors.joining(", "));
    return count + " of constants alone: " + names + (count > 4 ? ", …" : "");
  }

  private String table() {
    TextTable table =
        new TextTable(
            6,
            "phase",
            "units",
            "kernel",
            "operands",
            "result",
            "to",
            "B in",
            "B out",
            "FLOP",
            "FLOP/B");
    for (int phase = 0; phase < plan.schedule.phases.size(); phase++) {
      List<Schedule.Part> parts = plan.schedule.phases.get(phase);
      for (int part = 0; part < parts.size(); part++) {
        for (Step step : parts.get(part).steps) {
          row(table, phase + "." + part, units(parts.get(part)), step);
        }
      }
    }
    return table.toString();
  }

  private void row(TextTable table, String part, String units, Step step) {
    StepFigures figures = StepFigures.of(step);
    table.row(
        part,
        units,
        figures.kernel(),
        figures.operands(),
        figures.result(),
        target(step),
        Quantity.of(figures.bytesRead()),
        Quantity.of(figures.bytesWritten()),
        Quantity.of(figures.operations()),
        Quantity.of(figures.operations() / figures.bytes()));
  }

  private static String units(Schedule.Part part) {
    if (part.panels) {
      return Quantity.count(part.units, "panel");
    }
    return switch (part.rows) {
      case ROWWISE -> Quantity.count(part.units, "row");
      case OVER_ROWS -> Quantity.count(part.units, "sum");
      case WHOLE -> "whole";
    };
  }

  private String target(Step step) {
    return step.outputs().stream()
        .map(output -> target(step, output))
        .collect(Collectors.joining(" "));
  }

  private String target(Step step, Node output) {
    String slice = slices.get(output);
    if (slice != null) {
      return "∂" + slice;
    }
    int buffer = plan.buffers.of(output);
    boolean inPlace =
        step.operands().stream()
            .map(operand -> operand.node().base())
            .anyMatch(node -> plan.buffers.has(node) && plan.buffers.of(node) == buffer);
    return "b" + buffer + (inPlace ? " in place" : "");
  }
}
