package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Parses numeric targets: those of a regression, and labels that are 0 or 1. */
public final class TargetNumbers {

  private TargetNumbers() {}

  /**
   * The targets of each row, row-major.
   *
   * @throws DataException if a target is not a finite number, naming line and column
   */
  public static float[] of(Table table) {
    return of(table, Collections.nCopies(table.columns().targets().size(), 0.0));
  }

  /** The targets of each row, minus their offsets, subtracted in double precision. */
  static float[] of(Table table, List<Double> offsets) {
    int width = table.columns().targets().size();
    float[] numbers = new float[table.rows() * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (number(table, i / width, i % width) - offsets.get(i % width));
    }
    return numbers;
  }

  /** The targets of each row, which have to be 0 or 1. */
  static float[] zeroAndOne(Table table) {
    int width = table.columns().targets().size();
    float[] numbers = new float[table.rows() * width];
    for (int i = 0; i < numbers.length; i++) {
      double number = Numbers.valueOf(table.target(i / width, i % width).strip());
      if (number != 0 && number != 1) {
        throw wrong(table, i / width, i % width, "0 or 1 for a label");
      }
      numbers[i] = (float) number;
    }
    return numbers;
  }

  /**
   * The offset of each target: the mean over some rows if float32 cannot distinguish the values,
   * otherwise 0.
   */
  static List<Double> offsets(Table table, int[] rows) {
    return IntStream.range(0, table.columns().targets().size())
        .mapToObj(target -> Offset.of(rows, row -> number(table, row, target)))
        .toList();
  }

  private static double number(Table table, int row, int target) {
    double number = Numbers.valueOf(table.target(row, target).strip());
    if (Double.isNaN(number)) {
      throw wrong(table, row, target, "a finite number as target of a regression");
    }
    return number;
  }

  private static DataException wrong(Table table, int row, int target, String expected) {
    return new DataException(
        table.placeOfTarget(row, target)
            + ": "
            + Names.quote(table.target(row, target))
            + ", expected "
            + expected);
  }
}
