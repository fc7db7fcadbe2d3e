package dev.cotangent.training;

import dev.cotangent.core.Shape;

/** Numbers to predict, as in a regression: as many for each sample as a shape has elements. */
public final class NumberTargets extends Targets {

  private final float[] numbers;

  private NumberTargets(Shape shape, int size, float[] numbers, float[] weights) {
    super(shape, size, weights);
    this.numbers = numbers;
  }

  /** A number for each sample, as a target [1]. */
  public static NumberTargets of(float... numbers) {
    return of(Shape.of(1), numbers);
  }

  /**
   * Numbers for each sample.
   *
   * @param shape of the target of one sample
   * @param numbers sample by sample, each row-major
   * @throws dev.cotangent.core.ShapeException if the numbers are not made of rows of the shape
   */
  public static NumberTargets of(Shape shape, float... numbers) {
    int rows = DatasetChecks.rows(shape, numbers.length, "numbers");
    return new NumberTargets(shape, rows, numbers.clone(), alike());
  }

  @Override
  public NumberTargets withWeights(float... newWeights) {
    return new NumberTargets(shape(), size(), numbers, checked(newWeights));
  }

  @Override
  float[] numbers() {
    return numbers;
  }

  @Override
  public String toString() {
    return "targets " + shape();
  }
}
