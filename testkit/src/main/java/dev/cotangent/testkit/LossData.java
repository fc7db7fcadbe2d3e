package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import java.util.function.UnaryOperator;

/**
 * Random predictions and targets in the domain of a loss.
 *
 * @param prediction makes predictions from arbitrary numbers
 * @param target makes targets from arbitrary numbers
 */
record LossData(
    Loss loss, UnaryOperator<Tensor> prediction, UnaryOperator<Tensor> target, long seed) {

  static final int ROWS = 4;
  static final int WIDTH = 6;

  /** Returns data drawn from another seed. */
  LossData withSeed(long other) {
    return new LossData(loss, prediction, target, other);
  }

  /** The numbers that predictions are made from, [rows, {@link #WIDTH}]. */
  Tensor numbers(int rows) {
    double[] drawn = new Draw(seed, "terms").doubles(rows * WIDTH, 1);
    return Tensor.f64(Shape.of(rows, WIDTH), new Domain(loss.predictions()).inside(drawn));
  }

  /** The targets; a row has the same target in any batch. */
  Tensor targets(Tensor z) {
    Shape shape = loss.targetShape(z.shape());
    Draw draw = new Draw(seed, "target");
    if (loss.targetType() == DType.I32) {
      int[] labels = new int[shape.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = draw.below(z.shape().dim(-1));
      }
      return Tensor.of(shape, labels);
    }
    double[] inside = new Domain(loss.targets()).inside(draw.doubles(shape.size(), 1));
    return target.apply(Tensor.f64(shape, inside)).cast(z.dtype());
  }

  /** The loss of the first rows. */
  LossTerms terms(int rows) {
    return terms(numbers(rows));
  }

  /** The loss of predictions made from numbers, with the targets of the first rows. */
  LossTerms terms(Tensor numbers) {
    Tensor z = prediction.apply(numbers);
    return loss.terms(z, targets(z));
  }

  /** The loss of predictions made from numbers, with the given targets. */
  LossTerms terms(Tensor numbers, Tensor targets) {
    return loss.terms(prediction.apply(numbers), targets);
  }

  /** The loss of the same rows in the opposite order. */
  LossTerms backwards(int rows) {
    Tensor numbers = numbers(rows);
    Tensor z = prediction.apply(numbers);
    return loss.terms(prediction.apply(turned(numbers)), turned(targets(z)));
  }

  private static Tensor turned(Tensor tensor) {
    int rows = tensor.shape().dim(0);
    Tensor[] parts = new Tensor[rows];
    for (int i = 0; i < rows; i++) {
      parts[i] = tensor.slice(0, rows - 1 - i, rows - i);
    }
    return rows == 1 ? tensor : Tensor.concat(0, parts);
  }
}
