package dev.cotangent.spark.ml;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.Port;
import dev.cotangent.training.data.DataException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that are an input of a model, one after another.
 *
 * @param name name of the input
 * @param columns its columns
 * @param size number of elements of a sample
 * @param integers whether the input takes I32 rather than F32
 */
record FeatureInput(String name, List<FeatureColumn> columns, int size, boolean integers)
    implements Serializable {

  /**
   * Finds the columns of an input.
   *
   * @param where the caller, for messages
   * @throws DataException if a column is missing or has another type, or the schema shows that
   *     there are too many or too few numbers
   */
  static FeatureInput of(
      String where, String input, Port port, List<String> names, StructType schema) {
    List<FeatureColumn> columns =
        names.stream().map(name -> FeatureColumn.of(where, name, schema)).toList();
    FeatureInput result =
        new FeatureInput(input, columns, port.sample().size(), port.dtype() == DType.I32);
    int known = columns.stream().mapToInt(FeatureColumn::known).sum();
    if (columns.stream().allMatch(column -> column.known() > 0) && known != result.size()) {
      throw new DataException(where + ": " + result.wrongWidth(known) + " " + port.sample());
    }
    return result;
  }

  /**
   * Reads the numbers of a row.
   *
   * @param into receives them; as long as a sample
   * @return what is wrong with the row; empty if nothing is
   */
  String read(InternalRow row, double[] into) {
    int count = 0;
    for (FeatureColumn column : columns) {
      int more = column.read(row, into, count);
      if (more < 0) {
        return "column '" + column.name() + "': null, expected a value";
      }
      count += more;
    }
    return count == size ? notANumber(into) : wrongWidth(count);
  }

  /**
   * NaN in features makes NaN of every output. Four sums, since each addition waits for the one
   * before: one sum would take longer than a layer for the row.
   */
  private String notANumber(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < values.length - 3; i += 4) { // number · 0 is 0, except for NaN and infinity
      a += values[i] * 0;
      b += values[i + 1] * 0;
      c += values[i + 2] * 0;
      d += values[i + 3] * 0;
    }
    for (; i < values.length; i++) {
      a += values[i] * 0;
    }
    return Double.isNaN(a + b + c + d) ? firstNotANumber(values) : "";
  }

  private String firstNotANumber(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        return named() + ": number " + i + " is NaN, expected a number";
      }
    }
    return "";
  }

  private String wrongWidth(int count) {
    return named()
        + (count == 1 ? ": 1 number" : ": " + count + " numbers")
        + ", expected "
        + size
        + " for input '"
        + name
        + "'";
  }

  private String named() {
    return columns.size() == 1
        ? "column '" + columns.get(0).name() + "'"
        : "columns " + columns.stream().map(FeatureColumn::name).collect(Collectors.joining(", "));
  }

  /**
   * Whether a number is an integer that an I32 input takes.
   *
   * @return what is wrong; empty if nothing is
   */
  String integer(double value) {
    return (int) value == value ? "" : named() + ": " + value + ", expected an integer";
  }
}
