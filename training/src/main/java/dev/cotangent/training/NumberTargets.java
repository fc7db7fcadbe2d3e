package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.text.Printable;
import java.util.List;

/** Numbers to predict, as in a regression: as many for each sample as a shape has elements. */
public final class NumberTargets extends Targets {

  private final float[] numbers;
  private final List<String> names;

  private NumberTargets(
      Shape shape, int size, float[] numbers, List<String> names, float[] weights) {
    super(shape, size, weights);
    this.numbers = numbers;
    this.names = names;
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
    return new NumberTargets(shape, rows, numbers.clone(), List.of(), alike());
  }

  /**
   * Numbers for each sample in columns with names, by which {@linkplain
   * dev.cotangent.training.metric.ColumnMetric metrics} find them.
   *
   * @param columnNames one or more, each once
   * @param numbers all columns of the first sample, of the second, …
   * @throws dev.cotangent.core.ShapeException if the numbers are not made of rows of the columns
   * @throws CotangentException if there is no name, or two columns have one name
   */
  public static NumberTargets of(List<String> columnNames, float... numbers) {
    List<String> names = List.copyOf(columnNames);
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new CotangentException(
          "number targets: the columns are "
              + Printable.of(names.toString())
              + ", expected one name or more, each once");
    }
    Shape shape = Shape.of(names.size());
    int rows = DatasetChecks.rows(shape, numbers.length, "numbers");
    return new NumberTargets(shape, rows, numbers.clone(), names, alike());
  }

  /** The names of the columns; none if they were not given. */
  public List<String> columnNames() {
    return names;
  }

  @Override
  public NumberTargets withWeights(float... newWeights) {
    return new NumberTargets(shape(), size(), numbers, names, checked(newWeights));
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
