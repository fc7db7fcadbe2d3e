package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One entry of a plan's schedule: what it computes, from what, and how it can be cut. Immutable.
 */
abstract class Step {

  /**
   * An operand in memory.
   *
   * @param node the node that is read
   * @param aligned whether a row of the result needs only the same row of it
   */
  record Operand(Node node, boolean aligned) {}

  final Node output;
  final Rows rows;
  final int units;

  Step(Node output, Rows rows, int units) {
    this.output = output;
    this.rows = rows;
    this.units = units;
  }

  /** All that the step makes; most make one value. */
  List<Node> outputs() {
    return List.of(output);
  }

  /** The nodes whose ops the step runs, in order; most run one. */
  List<Node> nodes() {
    return List.of(output);
  }

  /** The operands that lie in memory. */
  abstract List<Operand> operands();

  /** Binds the step to buffers. */
  abstract Task bind(Kernels kernels, Function<Node, Slot> slots);

  /** About how many floating-point operations the step takes. */
  abstract double cost();

  /** The ops it runs, in order, joined by +. */
  abstract String name();

  /** The layers that these are from, in order, joined by +; empty if unknown. */
  final String place() {
    return nodes().stream()
        .map(node -> node.place)
        .filter(place -> !place.isEmpty())
        .distinct()
        .collect(Collectors.joining("+"));
  }

  /** Whether the result may lie where an operand of its size lay that nobody reads afterwards. */
  boolean runsInPlace() {
    return false;
  }

  /**
   * Into how many panels of columns the step is better cut than into rows; 0 if rows are right. One
   * that is cut so shares its part with no other step.
   */
  int panels() {
    return 0;
  }

  /** Binds the step to buffers, for units that are panels of columns. */
  Task bindPanels(Kernels kernels, Function<Node, Slot> slots) {
    throw new UnsupportedOperationException(name() + " has no panels");
  }

  /** Whether the step passes over its rows in blocks of its own choice. */
  boolean choosesBlocks() {
    return false;
  }

  /** Whether a kernel of the plan's set does it, rather than the reference evaluation. */
  boolean usesKernels() {
    return true;
  }

  @Override
  public String toString() {
    return name() + " " + output.type;
  }

  /** The length of the first axis, 1 for a scalar. */
  static int firstAxis(Node node) {
    return node.type.shape().isScalar() ? 1 : node.type.shape().dim(0);
  }
}
