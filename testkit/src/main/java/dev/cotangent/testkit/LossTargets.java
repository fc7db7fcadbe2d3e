package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that targets of other shapes are errors, including shapes that would broadcast. A target
 * with the same number of elements may be accepted if it gives the same result.
 *
 * @param usual a shape of predictions that the loss accepts
 */
record LossTargets(LossData data, Shape usual) {

  /** Fails if a target of another shape is accepted. */
  void run() {
    with(usual);
    Shape column = usual.with(-1, 1);
    if (takes(column)) {
      with(column);
    }
  }

  private boolean takes(Shape shape) {
    try {
      data.terms(numbers(shape));
      return true;
    } catch (CotangentException notThisOne) {
      return false;
    }
  }

  private Tensor numbers(Shape shape) {
    return data.numbers(shape.dim(0)).slice(1, 0, shape.dim(1));
  }

  private void with(Shape shape) {
    Tensor numbers = numbers(shape);
    Tensor right = data.targets(data.prediction().apply(numbers));
    double[] expected = data.terms(numbers, right).elements().toDoubles();
    for (Shape other : others(right.shape())) {
      refused(numbers, right, like(right, other), expected);
    }
    if (right.shape().rank() == 2 && right.shape().dim(0) != right.shape().dim(1)) {
      refused(numbers, right, right.transpose(), expected);
    }
  }

  /** Other shapes: with fewer or more elements, and with one axis more or less. */
  private static Set<Shape> others(Shape right) {
    int last = right.dim(-1);
    Set<Shape> others =
        new LinkedHashSet<>(
            List.of(
                Shape.of(right.dim(0) + 1),
                right.with(-1, 1),
                right.with(-1, last + 1),
                right.with(0, 1),
                right.without(0),
                right.without(-1),
                Shape.scalar(),
                right.prepend(1),
                Shape.of(Arrays.copyOf(right.dims(), right.rank() + 1)).with(-1, 1),
                Shape.of(right.size())));
    others.remove(right);
    return others;
  }

  /** Repeats the target's values in another shape. */
  private static Tensor like(Tensor right, Shape shape) {
    double[] from = right.toDoubles();
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i % from.length];
    }
    return right.dtype() == DType.I32
        ? Tensor.of(shape, Arrays.stream(values).mapToInt(value -> (int) value).toArray())
        : Tensor.f64(shape, values).cast(right.dtype());
  }

  private void refused(Tensor numbers, Tensor right, Tensor odd, double[] expected) {
    double[] found;
    try {
      found = data.terms(numbers, odd).elements().toDoubles();
    } catch (CotangentException refused) {
      return;
    }
    boolean same = odd.shape().size() == right.shape().size() && Arrays.equals(expected, found);
    Checks.that(
        same,
        "a target "
            + odd.shape()
            + " instead of "
            + right.shape()
            + " is accepted, expected an error");
  }
}
