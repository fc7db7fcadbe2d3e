package dev.cotangent.core.check;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Checks the gradients of a function of F64 tensors against finite differences, by default of first
 * and second order.
 *
 * <p>The cotangent of a result with several elements is drawn at random, so that errors cannot
 * cancel as they could in a plain sum; that of a single element is 1, so that the report shows the
 * derivative itself. The first-order check compares the gradient of ⟨y, cotangent⟩ with five-point
 * central differences of y; the second-order check compares the gradient of ⟨gradient, direction⟩,
 * for a random direction, with differences of the first gradient; and so on. An input that no
 * gradient flows to counts as having a gradient of zeros.
 *
 * <p>Where the function is smooth, the five-point differences must agree to {@value #TOLERANCE}
 * relative to the largest magnitude in the input's gradient, or to a thousandth if that is larger,
 * after an allowance for the rounding error of the differences. If they do not, they are repeated
 * with an eighth of the step, for strong curvature; with four and eight times the step and
 * Richardson extrapolation, for terms that cancel within the function; and with steps down to 2^-15
 * of the first, for functions that are very steep or oscillate very fast. If they show a kink
 * within their range, three points with a small step decide, to {@value #KINK_TOLERANCE}: next to
 * the kink the gradient must be the slope, and at the kink it must lie between the two one-sided
 * slopes, which are equal if only the second derivative jumps. Where the gradient jumps it has no
 * slope, so higher orders skip the elements at a kink.
 *
 * <pre>{@code
 * GradientCheck.of(in -> in.get(0).matmul(in.get(1)).tanh()).at(a, b).assertPassed();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class GradientCheck {

  /** The default tolerance where the function is smooth. */
  public static final double TOLERANCE = 1e-9;

  /** The default tolerance near a kink. */
  public static final double KINK_TOLERANCE = 1e-7;

  private final Function<List<Tensor>, Tensor> function;
  private final long seed;
  private final int order;
  private final double tolerance;
  private final double kinkTolerance;

  private GradientCheck(
      Function<List<Tensor>, Tensor> function,
      long seed,
      int order,
      double tolerance,
      double kinkTolerance) {
    this.function = function;
    this.seed = seed;
    this.order = order;
    this.tolerance = tolerance;
    this.kinkTolerance = kinkTolerance;
  }

  /** A check up to second order, with seed 0 and the default tolerances. */
  public static GradientCheck of(Function<List<Tensor>, Tensor> function) {
    Given.of("gradient check: the function", function);
    return new GradientCheck(function, 0, 2, TOLERANCE, KINK_TOLERANCE);
  }

  /** The same check with another seed for the cotangents and directions. */
  public GradientCheck withSeed(long newSeed) {
    return new GradientCheck(function, newSeed, order, tolerance, kinkTolerance);
  }

  /** The same check with another highest order of derivative, at least 1. */
  public GradientCheck withOrder(int highest) {
    return new GradientCheck(function, seed, highest, tolerance, kinkTolerance);
  }

  /** The same check with another tolerance where the function is smooth. */
  public GradientCheck withTolerance(double smooth) {
    return new GradientCheck(function, seed, order, smooth, kinkTolerance);
  }

  /** The same check with another tolerance near kinks. */
  public GradientCheck withKinkTolerance(double nearKinks) {
    return new GradientCheck(function, seed, order, tolerance, nearKinks);
  }

  /**
   * Checks the gradients with respect to all inputs at the given F64 values; see {@link #at(List)}.
   */
  public GradientReport at(Tensor... points) {
    return at(List.of(points));
  }

  /**
   * Checks the gradients with respect to all inputs at the given F64 values.
   *
   * @throws ShapeException if a point or the function's value is not F64
   */
  public GradientReport at(List<Tensor> points) {
    List<Tensor> leaves = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (Tensor point : points) {
      leaves.add(Tensor.input("x" + leaves.size(), doubles(point).dtype(), point.shape()));
      values.add(point.toDoubles());
    }
    List<Tensor> outputs = List.of(doubles(function.apply(leaves)));
    RandomStream random = RandomStream.of(seed, "gradient-check");
    ElementCheck check = new ElementCheck(tolerance, kinkTolerance);
    for (int each = 1; each <= order && !outputs.isEmpty(); each++) {
      List<Tensor> weights = cotangents(outputs, random.child("order" + each));
      Gradients gradients = gradients(outputs, weights, leaves);
      check.compare(each, new WeightedSum(outputs, weights, leaves, values), gradients);
      outputs = leaves.stream().flatMap(leaf -> gradients.find(leaf).stream()).toList();
    }
    return check.report(seed);
  }

  private static Tensor doubles(Tensor tensor) {
    if (tensor.dtype() != DType.F64) {
      throw new ShapeException("gradient check: the input is " + tensor + ", expected F64");
    }
    return tensor;
  }

  /** The cotangents of the outputs: 1 for a single element, else random. */
  private static List<Tensor> cotangents(List<Tensor> outputs, RandomStream random) {
    if (outputs.size() == 1 && outputs.get(0).shape().size() == 1) {
      return List.of(Tensor.full(outputs.get(0).type(), 1).eval());
    }
    List<Tensor> weights = new ArrayList<>();
    long index = 0;
    for (Tensor output : outputs) {
      double[] values = new double[output.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.normal(index++);
      }
      weights.add(Tensor.f64(output.shape(), values));
    }
    return weights;
  }

  private static Gradients gradients(
      List<Tensor> outputs, List<Tensor> weights, List<Tensor> leaves) {
    if (outputs.size() == 1) {
      return Gradients.of(outputs.get(0), weights.get(0), leaves);
    }
    Tensor sum =
        java.util.stream.IntStream.range(0, outputs.size())
            .mapToObj(i -> outputs.get(i).mul(weights.get(i)).sum())
            .reduce(Tensor::add)
            .orElseThrow(
                () ->
                    new CotangentException(
                        "gradient check: no outputs, expected at least 1 floating-point output"));
    return Gradients.of(sum, leaves);
  }
}
