package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One entry of a plan's schedule: its operands, its results, and how it can be split. Immutable.
 */
abstract class Step {

  /**
   * An operand in memory.
   *
   * @param node the node that is read
   * @param aligned whether a row of the result needs only the same row of the operand
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

  /** The nodes that the step computes; most steps compute one. */
  List<Node> outputs() {
    return List.of(output);
  }

  /** The nodes whose ops the step runs, in order; most steps run one. */
  List<Node> nodes() {
    return List.of(output);
  }

  /** The operands in memory. */
  abstract List<Operand> operands();

  /** Binds the step to buffers. */
  abstract Task bind(Kernels kernels, Function<Node, Slot> slots);

  /** Approximate number of floating-point operations of the step. */
  abstract double cost();

  /** The ops it runs, in order, joined by +. */
  abstract String name();

  /** The layers that the step's ops belong to, in order, joined by +; empty if unknown. */
  final String place() {
    return nodes().stream()
        .map(node -> node.place)
        .filter(place -> !place.isEmpty())
        .distinct()
        .collect(Collectors.joining("+"));
  }

  /** Whether the step may overwrite a dead operand of equal size. */
  boolean runsInPlace() {
    return false;
  }

  /**
   * The number of column panels to split the step into; 0 to split it into rows. A step split into
   * panels is alone in its part.
   */
  int panels() {
    return 0;
  }

  /** Binds the step to buffers, with panels of columns as units. */
  Task bindPanels(Kernels kernels, Function<Node, Slot> slots) {
    throw new UnsupportedOperationException(name() + " has no panels");
  }

  /** Whether the step chooses its blocks of rows itself. */
  boolean choosesBlocks() {
    return false;
  }

  /** Whether a kernel of the plan's set runs the step, rather than the reference evaluation. */
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
