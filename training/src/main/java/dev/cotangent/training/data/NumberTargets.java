package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.text.Printable;
import java.util.List;

/** Numeric targets, as in a regression: a number for each element of the target's shape. */
public final class NumberTargets extends Targets {

  private final float[] numbers;
  private final List<String> names;

  private NumberTargets(
      Shape shape, int size, float[] numbers, List<String> names, float[] weights) {
    super(shape, size, weights);
    this.numbers = numbers;
    this.names = names;
  }

  /** Creates targets with one number for each sample, of shape [1]. */
  public static NumberTargets of(float... numbers) {
    return of(Shape.of(1), numbers);
  }

  /**
   * Creates targets with several numbers for each sample.
   *
   * @param shape shape of one sample's target
   * @param numbers sample by sample, each row-major
   * @throws dev.cotangent.core.ShapeException if the number of values is not a multiple of the
   *     shape's size
   */
  public static NumberTargets of(Shape shape, float... numbers) {
    int rows = DatasetChecks.rows(shape, numbers.length, "numbers");
    return new NumberTargets(shape, rows, numbers.clone(), List.of(), alike());
  }

  /**
   * Creates targets with numbers in named columns, by which {@linkplain
   * dev.cotangent.training.metric.ColumnMetric metrics} select them.
   *
   * @param columnNames distinct names, at least one
   * @param numbers all columns of the first sample, of the second, …
   * @throws dev.cotangent.core.ShapeException if the number of values is not a multiple of the
   *     number of columns
   * @throws CotangentException if there are no names, or a name is repeated
   */
  public static NumberTargets of(List<String> columnNames, float... numbers) {
    List<String> names = List.copyOf(columnNames);
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new CotangentException(
          "number targets: the columns are "
              + Printable.of(names.toString())
              + ", expected one or more distinct names");
    }
    Shape shape = Shape.of(names.size());
    int rows = DatasetChecks.rows(shape, numbers.length, "numbers");
    return new NumberTargets(shape, rows, numbers.clone(), names, alike());
  }

  /** The names of the columns; empty if they were not given. */
  @Override
  public List<String> columnNames() {
    return names;
  }

  @Override
  public NumberTargets withWeights(float... newWeights) {
    return new NumberTargets(shape(), size(), numbers, names, checked(newWeights));
  }

  @Override
  ArrayKind kind() {
    return ArrayKind.NUMBERS;
  }

  @Override
  Object array() {
    return numbers;
  }

  @Override
  void describe(JsonObject.Builder schema) {
    schema.put(DataSchema.SHAPE, DataSchema.shape(shape()));
  }

  @Override
  String noun() {
    return "targets";
  }

  @Override
  public String toString() {
    return "targets " + shape();
  }
}
