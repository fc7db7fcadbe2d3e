package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One entry of a plan's schedule: its operands, its results, and how it can be split. Immutable.
 */
public abstract class Step {

  /**
   * An operand in memory.
   *
   * @param node the node that is read
   * @param aligned whether a row of the result needs only the same row of the operand
   */
  public record Operand(Node node, boolean aligned) {}

  public final Node output;
  public final Rows rows;
  public final int units;

  Step(Node output, Rows rows, int units) {
    this.output = output;
    this.rows = rows;
    this.units = units;
  }

  /** The nodes that the step computes; most steps compute one. */
  public List<Node> outputs() {
    return List.of(output);
  }

  /** The nodes whose ops the step runs, in order; most steps run one. */
  public List<Node> nodes() {
    return List.of(output);
  }

  /** The operands in memory. */
  public abstract List<Operand> operands();

  /** Approximate number of elements of an operand that the step reads. */
  public int elementsRead(int operand) {
    return operands().get(operand).node().size();
  }

  /** Binds the step to buffers. */
  public abstract Task bind(Kernels kernels, Function<Node, Slot> slots);

  /** Approximate number of floating-point operations of the step. */
  public abstract double cost();

  /** The ops it runs, in order, joined by +. */
  public abstract String name();

  /** The layers that the step's ops belong to, in order, joined by +; empty if unknown. */
  public final String place() {
    return nodes().stream()
        .map(node -> node.place)
        .filter(place -> !place.isEmpty())
        .distinct()
        .collect(Collectors.joining("+"));
  }

  /** Whether the step may overwrite a dead operand of equal size. */
  public boolean runsInPlace() {
    return false;
  }

  /**
   * The number of column panels to split the step into; 0 to split it into rows. A step split into
   * panels is alone in its part.
   */
  public int panels() {
    return 0;
  }

  /** Binds the step to buffers, with panels of columns as units. */
  public Task bindPanels(Kernels kernels, Function<Node, Slot> slots) {
    throw new UnsupportedOperationException(name() + " has no panels");
  }

  /** Whether the step chooses its blocks of rows itself. */
  public boolean choosesBlocks() {
    return false;
  }

  /** Whether a kernel of the plan's set runs the step, rather than the reference evaluation. */
  public boolean usesKernels() {
    return true;
  }

  @Override
  public String toString() {
    return name() + " " + output.type;
  }

  /** The length of the first axis, 1 for a scalar. */
  public static int firstAxis(Node node) {
    return node.type.shape().isScalar() ? 1 : node.type.shape().dim(0);
  }
}
