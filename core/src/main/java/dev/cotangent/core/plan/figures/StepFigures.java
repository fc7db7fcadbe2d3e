package dev.cotangent.core.plan.figures;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
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
 * @param operations approximate number of floating-point operations
 */
public record StepFigures(
    String kernel,
    String operands,
    String result,
    double bytesRead,
    double bytesWritten,
    double operations) {

  public static StepFigures of(Step step) {
    List<Node> operands = operands(step);
    return new StepFigures(
        step.name(),
        operands.stream().map(StepFigures::shape).collect(Collectors.joining(" ")),
        step.outputs().stream().map(StepFigures::shape).collect(Collectors.joining(" ")),
        operands.stream().mapToDouble(StepFigures::bytes).sum(),
        step.outputs().stream().mapToDouble(StepFigures::bytes).sum(),
        step.cost());
  }

  /** The operands of a step, each once. */
  static List<Node> operands(Step step) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return step.operands().stream().map(Step.Operand::node).filter(seen::add).toList();
  }

  /** Bytes of memory that a node's value takes. */
  public static double bytes(Node node) {
    return (double) node.size() * (node.type.dtype() == DType.F64 ? Double.BYTES : Float.BYTES);
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

  public double bytes() {
    return bytesRead + bytesWritten;
  }
}
