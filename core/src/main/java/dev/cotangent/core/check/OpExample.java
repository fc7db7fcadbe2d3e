package dev.cotangent.core.check;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An op and operands to check it on: their shapes and domains, and masks or labels. Immutable.
 *
 * @param name unique among the examples
 * @param op creates the op for the shapes of its differentiable operands
 * @param shapes draws those shapes
 * @param fixed shapes that are always checked: large, square, broadcast
 * @param domains the domains of the differentiable operands
 * @param operands all operands of the op, in order, from the differentiable ones: adds masks and
 *     labels
 * @param accuracy the accuracy of the portable F32 kernel
 * @param tolerance the tolerance of the gradient check where the op is smooth
 */
public record OpExample(
    String name,
    Function<List<Shape>, Op> op,
    Function<Draw, List<Shape>> shapes,
    List<List<Shape>> fixed,
    List<Draw.Domain> domains,
    BiFunction<List<Tensor>, Draw, List<Tensor>> operands,
    ErrorBound accuracy,
    double tolerance) {

  /** The ops with kinks, at 0 or at ties. */
  private static final Set<String> KINKED = Set.of("abs", "amax", "relu", "maximum", "minimum");

  /** The bound on the error of an F32 kernel. */
  public enum ErrorBound {
    /** 1e-6 of the element itself. */
    RELATIVE,
    /** 2e-6 of the op's value for the magnitudes of its operands. */
    OF_MAGNITUDES,
    /**
     * 2e-6 of the sum of the operands' largest magnitudes in the row, since these are subtracted.
     */
    CANCELS
  }

  /** An example of an op whose operands are all differentiable, of domain {@code ANY}. */
  public static OpExample of(String name, Op op, Function<Draw, List<Shape>> shapes) {
    return new OpExample(
        name,
        any -> op,
        shapes,
        List.of(),
        List.of(Draw.Domain.ANY, Draw.Domain.ANY, Draw.Domain.ANY),
        (operands, draw) -> operands,
        ErrorBound.RELATIVE,
        GradientCheck.TOLERANCE);
  }

  /** The example with an op that depends on the shapes of the differentiable operands. */
  public OpExample with(Function<List<Shape>, Op> other) {
    return new OpExample(name, other, shapes, fixed, domains, operands, accuracy, tolerance);
  }

  /** The example with a domain for each differentiable operand. */
  public OpExample on(Draw.Domain... other) {
    return new OpExample(name, op, shapes, fixed, List.of(other), operands, accuracy, tolerance);
  }

  /** The example with masks or labels in addition to the differentiable operands. */
  public OpExample with(BiFunction<List<Tensor>, Draw, List<Tensor>> other) {
    return new OpExample(name, op, shapes, fixed, domains, other, accuracy, tolerance);
  }

  /** The example with another measure of the F32 kernel's error. */
  public OpExample with(ErrorBound other) {
    return new OpExample(name, op, shapes, fixed, domains, operands, other, tolerance);
  }

  /** The example with another tolerance of the gradient check. */
  public OpExample withTolerance(double other) {
    return new OpExample(name, op, shapes, fixed, domains, operands, accuracy, other);
  }

  /** The example with another name. */
  public OpExample named(String other) {
    return new OpExample(other, op, shapes, fixed, domains, operands, accuracy, tolerance);
  }

  /**
   * The example with further shapes that are always checked, one for each differentiable operand.
   */
  public OpExample also(Shape... more) {
    List<List<Shape>> all = new ArrayList<>(fixed);
    all.add(List.of(more));
    return new OpExample(
        name, op, shapes, List.copyOf(all), domains, operands, accuracy, tolerance);
  }

  /** The id of the op. */
  public String id() {
    return at(fixed.get(0), 0).op().id();
  }

  /** The example with operands away from the op's kinks, if it has any. */
  public OpExample offKinks() {
    return KINKED.contains(name) ? on(Draw.Domain.GENERIC, Draw.Domain.GENERIC) : this;
  }

  /**
   * The highest order that differences can check: a cast to F32 rounds its cotangent to a step
   * function.
   */
  public int order() {
    return tolerance > GradientCheck.TOLERANCE ? 1 : 2;
  }

  /** An application of the op to operands drawn from a seed. */
  public OpCase draw(long seed) {
    Draw draw = Draw.of(seed);
    return at(shapes.apply(draw), draw.below(1 << 30));
  }

  /** An application of the op to operands of those shapes. */
  public OpCase at(List<Shape> shapesOfOperands, long seed) {
    Draw draw = Draw.of(seed);
    List<Tensor> points = new ArrayList<>();
    for (int i = 0; i < shapesOfOperands.size(); i++) {
      points.add(draw.values(shapesOfOperands.get(i), domains.get(i)));
    }
    return new OpCase(this, op.apply(shapesOfOperands), points, seed + 1);
  }

  /**
   * One application of an op. Immutable.
   *
   * @param example the example that it was drawn from
   * @param op the op for these shapes
   * @param points the differentiable operands as F64 constants
   * @param seed the seed of masks and labels
   */
  public record OpCase(OpExample example, Op op, List<Tensor> points, long seed) {

    /** Applies this op, or another one in its place, to other operands of the same shapes. */
    public Tensor apply(Op other, List<Tensor> differentiable) {
      return Tensor.apply(other, operands(differentiable));
    }

    /** Applies the op in F64 to other operands of the same shapes. */
    public Tensor doubles(List<Tensor> differentiable) {
      return apply(op, differentiable).cast(DType.F64);
    }

    /** All operands of the op, for differentiable ones of the same shapes. */
    public List<Tensor> operands(List<Tensor> differentiable) {
      return example.operands.apply(differentiable, Draw.of(seed));
    }

    @Override
    public String toString() {
      return example.name + points.stream().map(Tensor::type).toList() + " of seed " + seed;
    }
  }
}
