package dev.cotangent.core.plan.figures;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.plan.step.MatMulStep;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The static figures of a step: shapes, bytes and operations.
 *
 * @param kernel the ops it runs, joined by +
 * @param operands the shapes of its operands
 * @param result the shape of its result; most steps have one
 * @param bytesRead bytes read, each operand counted once
 * @param bytesRepeated those of them that every worker reads, whatever its share of the step
 * @param operations approximate number of floating-point operations
 */
public record StepFigures(
    String kernel,
    String operands,
    String result,
    double bytesRead,
    double bytesRepeated,
    double bytesWritten,
    double operations) {

  public static StepFigures of(Step step) {
    List<Node> operands = operands(step);
    return new StepFigures(
        step.name(),
        operands.stream().map(StepFigures::shape).collect(Collectors.joining(" ")),
        step.outputs().stream().map(StepFigures::shape).collect(Collectors.joining(" ")),
        bytesRead(step),
        bytesRepeated(step),
        step.outputs().stream().mapToDouble(StepFigures::bytes).sum(),
        step.cost());
  }

  /** A matrix product reads one factor whole for every block; other steps divide theirs. */
  private static double bytesRepeated(Step step) {
    boolean product = step instanceof MatMulStep && step.rows != Rows.WHOLE;
    int factor = step.panels() > 0 ? 0 : 1;
    return product ? bytes(step.operands().get(factor).node()) : 0;
  }

  /**
   * The least time in seconds of a part of the step: that of its arithmetic or that of its memory
   * accesses, the longer of the two.
   *
   * @param share the part of the step's units, above 0 and up to 1
   */
  double seconds(double share, Speed speed) {
    double own = bytesRepeated + share * (bytes() - bytesRepeated);
    double memory = Math.max(own / speed.bytes(), share * bytes() / speed.sharedBytes());
    return Math.max(share * operations / speed.operations(), memory);
  }

  /** The least time of the whole step in seconds. */
  public double seconds(Speed speed) {
    return seconds(1, speed);
  }

  private static double bytesRead(Step step) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Step.Operand> operands = step.operands();
    double bytes = 0;
    for (int i = 0; i < operands.size(); i++) {
      Node node = operands.get(i).node();
      int read = step.elementsRead(i);
      boolean again = read == node.size() && !seen.add(node);
      bytes += again ? 0 : read * bytesOfElement(node);
    }
    return bytes;
  }

  private static double bytesOfElement(Node node) {
    return node.type.dtype() == DType.F64 ? Double.BYTES : Float.BYTES;
  }

  /** The operands of a step, each once. */
  static List<Node> operands(Step step) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return step.operands().stream().map(Step.Operand::node).filter(seen::add).toList();
  }

  /** Bytes of memory that a node's value takes. */
  public static double bytes(Node node) {
    return node.size() * bytesOfElement(node);
  }

  /** Formats a shape as in 64x128, with the element type unless it is F32; a dot for a scalar. */
  public static String shape(Node node) {
    Shape shape = node.type.shape();
    String dims =
        Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    DType dtype = node.type.dtype();
    return (shape.isScalar() ? "·" : dims)
        + (dtype == DType.F32 ? "" : ":" + dtype.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The shapes of operands and result; empty if unknown. */
  public String shapes() {
    return operands.isEmpty() && result.isEmpty() ? "" : operands + " → " + result;
  }

  public double bytes() {
    return bytesRead + bytesWritten;
  }
}
