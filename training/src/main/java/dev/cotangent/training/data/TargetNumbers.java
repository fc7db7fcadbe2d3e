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
    float[] numbers = new float[table.rows()];
    for (int row = 0; row < numbers.length; row++) {
      int at = row;
      numbers[row] =
          (float)
              Numbers.parse(table.targets().get(row))
                  .orElseThrow(
                      () ->
                          new DataException(
                              table.placeOfTarget(at)
                                  + ": "
                                  + Names.quote(table.targets().get(at))
                                  + ", expected a finite number as target of a regression"));
    }
    return numbers;
  }
}
