package dev.cotangent.spark.ml;

import dev.cotangent.training.data.DataException;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The number of numbers in columns: as their metadata say, else as the first row has. */
public final class Widths {

  private Widths() {}

  /**
   * The number of numbers of columns together.
   *
   * @throws DataException if a column is missing or has another type, or has no value in any row
   */
  public static int of(String where, List<String> columns, Dataset<?> data) {
    int width = 0;
    for (String name : columns) {
      FeatureColumn column = FeatureColumn.of(where, name, data.schema());
      width += column.known() > 0 ? column.known() : first(where, name, data);
    }
    return width;
  }

  private static int first(String where, String name, Dataset<?> data) {
    Column column = column(name);
    List<Row> rows = data.select(column).where(column.isNotNull()).takeAsList(1);
    if (rows.isEmpty()) {
      throw new DataException(
          where + ": column '" + name + "' has no value in any row, expected some");
    }
    return rows.get(0).get(0) instanceof Vector vector
        ? vector.size()
        : rows.get(0).getSeq(0).length();
  }

  /** The column of that very name, whatever characters it has. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
