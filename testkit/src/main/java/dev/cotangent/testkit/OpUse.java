package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An op applied to operands of given shapes, as functions of its differentiable operands.
 *
 * @param operands creates all operands from the differentiable ones
 * @param domains domains of the differentiable operands; all numbers if there is none
 * @param others applies the op to operands of other shapes; may throw
 * @param rounds whether it rounds to float32 even in double precision, as a cast does
 */
record OpUse(
    Op op,
    List<Shape> shapes,
    UnaryOperator<List<Tensor>> operands,
    List<Draw.Domain> domains,
    boolean rounds,
    Function<List<Shape>, OpUse> others) {

  /** An op whose operands are all differentiable and may have any values. */
  static OpUse of(Op op, List<Shape> shapes) {
    return new OpUse(
        op, shapes, UnaryOperator.identity(), List.of(), false, other -> OpUse.of(op, other));
  }

  /** An op as applied in one of its examples. */
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

  /** The same op on operands of other shapes, which it may reject. */
  OpUse at(List<Shape> other) {
    return others.apply(other);
  }

  /** Whether all operands are differentiable and may have any values. */
  boolean isPlain() {
    return domains.stream().limit(shapes.size()).allMatch(Draw.Domain.ANY::equals)
        && operands.apply(leaves()).size() == shapes.size();
  }

  private List<Tensor> leaves() {
    return shapes.stream().map(shape -> Tensor.f64(shape, new double[shape.size()])).toList();
  }

  /** The op as a function. */
  Subject subject() {
    return subject(in -> op.on(operands.apply(in).toArray(Tensor[]::new)));
  }

  /** The op's square, whose cotangent depends on the operands, as second order requires. */
  Subject squared() {
    return subject(in -> op.on(operands.apply(in).toArray(Tensor[]::new)).square());
  }

  /** The op's expansion, if it has one. */
  Optional<Subject> expanded() {
    return op.expand(operands.apply(leaves()))
        .map(any -> subject(in -> op.expand(operands.apply(in)).orElseThrow()));
  }

  /** Creates a function; at other shapes the op itself may differ. */
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

  /** Casts the result to the operand's type, which a cast op changes. */
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
