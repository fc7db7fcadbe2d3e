package dev.cotangent.training.data;

/** The targets of a regression. */
public final class TargetNumbers {

  private TargetNumbers() {}

  /**
   * The target of each row.
   *
   * @throws DataException if one is no finite number, naming line and column
   */
  public static float[] of(Table table) {
    return of(table, 0);
  }

  /** The target of each row less an offset, which is subtracted in double precision. */
  static float[] of(Table table, double offset) {
    float[] numbers = new float[table.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = (float) (number(table, row) - offset);
    }
    return numbers;
  }

  /** The mean of some targets, if float32 cannot tell them apart; else 0. */
  static double offset(Table table, int[] rows) {
    return Offset.of(rows, row -> number(table, row));
  }

  private static double number(Table table, int row) {
    double number = Numbers.valueOf(table.targets().get(row).strip());
    if (Double.isNaN(number)) {
      throw new DataException(
          table.placeOfTarget(row)
              + ": "
              + Names.quote(table.targets().get(row))
              + ", expected a finite number as target of a regression");
    }
    return number;
  }
}
