package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.OpExample;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An op on operands of certain shapes, as functions of its differentiable operands.
 *
 * @param operands all operands, from the differentiable ones
 * @param domains of the differentiable operands; any numbers where there is none
 * @param others the op on operands of other shapes; may throw
 * @param rounds whether it rounds to float32 even in doubles, as a cast does
 */
record OpUse(
    Op op,
    List<Shape> shapes,
    UnaryOperator<List<Tensor>> operands,
    List<Draw.Domain> domains,
    boolean rounds,
    Function<List<Shape>, OpUse> others) {

  /** An op whose operands are all differentiable and may be any numbers. */
  static OpUse of(Op op, List<Shape> shapes) {
    return new OpUse(
        op, shapes, UnaryOperator.identity(), List.of(), false, other -> OpUse.of(op, other));
  }

  /** An op as one of its examples has it. */
  static OpUse of(OpExample.OpCase operation) {
    OpExample example = operation.example();
    return new OpUse(
        operation.op(),
        operation.points().stream().map(Tensor::shape).toList(),
        operation::operands,
        example.domains(),
        example.tolerance() > GradientCheck.TOLERANCE,
        other -> OpUse.of(example.at(other, 0)));
  }

  /** The same op on operands of other shapes, which may not fit it. */
  OpUse at(List<Shape> other) {
    return others.apply(other);
  }

  /** Whether all of its operands are differentiable ones that may be any numbers. */
  boolean isPlain() {
    return domains.stream().limit(shapes.size()).allMatch(Draw.Domain.ANY::equals)
        && operands.apply(leaves()).size() == shapes.size();
  }

  private List<Tensor> leaves() {
    return shapes.stream().map(shape -> Tensor.of(shape, new double[shape.size()])).toList();
  }

  /** The op. */
  Subject subject() {
    return subject(in -> op.on(operands.apply(in).toArray(Tensor[]::new)));
  }

  /** Its square: the cotangent of the op depends on the operands, which second order then sees. */
  Subject squared() {
    return subject(in -> op.on(operands.apply(in).toArray(Tensor[]::new)).square());
  }

  /** What the op says it is, if it is made of simpler ones. */
  Optional<Subject> expanded() {
    return op.expand(operands.apply(leaves()))
        .map(any -> subject(in -> op.expand(operands.apply(in)).orElseThrow()));
  }

  /** The op itself is another at other shapes. */
  private Subject subject(Function<List<Tensor>, Tensor> function) {
    List<String> names = IntStream.range(0, shapes.size()).mapToObj(i -> "input " + i).toList();
    return new Subject(
        in -> inTypeOf(in.get(0), function.apply(in)),
        shapes,
        names,
        Domain.ALL,
        this::inside,
        rounds);
  }

  /** A cast has a result of another floating type than its operand. */
  private static Tensor inTypeOf(Tensor operand, Tensor result) {
    boolean floating = result.dtype() == DType.F32 || result.dtype() == DType.F64;
    return floating ? result.cast(operand.dtype()) : result;
  }

  private double[] inside(int input, double[] drawn) {
    double[] inside = drawn.clone();
    if (input < domains.size()) {
      for (int i = 0; i < inside.length; i++) {
        inside[i] = (float) domains.get(input).inside(drawn[i]);
      }
    }
    return inside;
  }
}
