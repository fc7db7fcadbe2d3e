package dev.cotangent.core.check;

import dev.cotangent.core.DType;
import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How a test uses one op.
 *
 * @param name unique in the table
 * @param op the op for the shapes of its differentiable operands
 * @param shapes draws those shapes
 * @param fixed shapes that are always tried: large, square, broadcast
 * @param domains of the differentiable operands
 * @param operands all operands, from the differentiable ones
 * @param accuracy of the portable F32 kernel
 * @param tolerance of the gradient check
 */
record OpRow(
    String name,
    Function<List<Shape>, Op> op,
    Function<Draw, List<Shape>> shapes,
    List<List<Shape>> fixed,
    List<Draw.Domain> domains,
    Operands operands,
    Accuracy accuracy,
    double tolerance) {

  /** The ops that have kinks, at 0 or at ties. */
  static final Set<String> KINKED = Set.of("abs", "amax", "relu", "maximum", "minimum");

  /** Adds masks and labels to the differentiable operands. */
  interface Operands {
    List<Tensor> all(List<Tensor> differentiable, Draw draw);
  }

  /** What the error of an F32 kernel is measured by. */
  enum Accuracy {
    /** 1e-6 of the element itself. */
    RELATIVE,
    /** 2e-6 of what the op gives for the magnitudes of its operands. */
    OF_MAGNITUDES,
    /** 2e-6 of the sum of the operands' largest magnitudes in the row, as these were subtracted. */
    CANCELS
  }

  static OpRow of(String name, Op op, Function<Draw, List<Shape>> shapes) {
    return new OpRow(
        name,
        any -> op,
        shapes,
        List.of(),
        List.of(Draw.Domain.ANY, Draw.Domain.ANY, Draw.Domain.ANY),
        (operands, draw) -> operands,
        Accuracy.RELATIVE,
        GradientCheck.TOLERANCE);
  }

  OpRow with(Function<List<Shape>, Op> other) {
    return new OpRow(name, other, shapes, fixed, domains, operands, accuracy, tolerance);
  }

  OpRow on(Draw.Domain... other) {
    return new OpRow(name, op, shapes, fixed, List.of(other), operands, accuracy, tolerance);
  }

  OpRow with(Operands other) {
    return new OpRow(name, op, shapes, fixed, domains, other, accuracy, tolerance);
  }

  OpRow with(Accuracy other) {
    return new OpRow(name, op, shapes, fixed, domains, operands, other, tolerance);
  }

  OpRow withTolerance(double other) {
    return new OpRow(name, op, shapes, fixed, domains, operands, accuracy, other);
  }

  OpRow named(String other) {
    return new OpRow(other, op, shapes, fixed, domains, operands, accuracy, tolerance);
  }

  OpRow also(Shape... more) {
    List<List<Shape>> all = new ArrayList<>(fixed);
    all.add(List.of(more));
    return new OpRow(name, op, shapes, List.copyOf(all), domains, operands, accuracy, tolerance);
  }

  /** The row with operands that keep away from the op's kinks, if it has any. */
  OpRow offKinks() {
    return KINKED.contains(name) ? on(Draw.Domain.GENERIC, Draw.Domain.GENERIC) : this;
  }

  /** The highest order that differences can see: a cast to F32 rounds its cotangent into steps. */
  int order() {
    return tolerance > GradientCheck.TOLERANCE ? 1 : 2;
  }

  /** An application of the op that a seed decides. */
  OpCase draw(long seed) {
    Draw draw = new Draw(seed);
    return at(shapes.apply(draw), draw.below(1 << 30));
  }

  /** An application of the op to operands of those shapes. */
  OpCase at(List<Shape> shapesOfOperands, long seed) {
    Draw draw = new Draw(seed);
    List<Tensor> points = new ArrayList<>();
    for (int i = 0; i < shapesOfOperands.size(); i++) {
      points.add(draw.values(shapesOfOperands.get(i), domains.get(i)));
    }
    return new OpCase(this, op.apply(shapesOfOperands), points, seed + 1);
  }

  /** One application of an op: its differentiable operands as F64 constants. */
  record OpCase(OpRow row, Op op, List<Tensor> points, long seed) {

    /** The op, or another in its place, on other operands of the same shapes. */
    Tensor apply(Op other, List<Tensor> differentiable) {
      return Tensor.apply(other, operands(differentiable));
    }

    /** The op's value in F64, on other operands of the same shapes. */
    Tensor doubles(List<Tensor> differentiable) {
      return apply(op, differentiable).cast(DType.F64);
    }

    List<Tensor> operands(List<Tensor> differentiable) {
      return row.operands.all(differentiable, new Draw(seed));
    }

    @Override
    public String toString() {
      return row.name + points.stream().map(Tensor::type).toList() + " of seed " + seed;
    }
  }
}
