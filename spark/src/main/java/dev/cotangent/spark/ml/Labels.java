package dev.cotangent.spark.ml;

import dev.cotangent.training.data.DataException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** The classes of a column of labels. */
public final class Labels {

  private static final int MOST = 1 << 20;

  private Labels() {}

  /**
   * The names that a column's metadata have, as from a {@code StringIndexer}; empty if it has none.
   *
   * @throws DataException if there is no such column, or it is not numeric
   */
  public static List<String> names(String column, StructType schema) {
    if (!schema.getFieldIndex(column).isDefined()) {
      String all = String.join(", ", schema.fieldNames());
      throw new DataException("fit: no column '" + column + "', expected one of " + all);
    }
    StructField field = schema.apply(column);
    if (!(field.dataType() instanceof NumericType)) {
      throw new DataException(
          "fit: column '"
              + column
              + "' is "
              + field.dataType().simpleString()
              + ", expected indices of classes; a StringIndexer makes them");
    }
    return values(Attribute.fromStructField(field));
  }

  private static List<String> values(Attribute attribute) {
    Option<String[]> values = Option.empty();
    if (attribute instanceof NominalAttribute nominal) {
      values = nominal.values();
    } else if (attribute instanceof BinaryAttribute binary) {
      values = binary.values();
    }
    return values.isDefined() ? List.of(values.get()) : List.of();
  }

  /**
   * The names of all classes: from the metadata, else the indices up to the largest label.
   *
   * @throws DataException if there are no labels, or the largest is out of range
   */
  public static List<String> classes(String column, Dataset<?> data) {
    List<String> names = names(column, data.schema());
    return names.isEmpty()
        ? IntStream.rangeClosed(0, largest(column, data)).mapToObj(Integer::toString).toList()
        : names;
  }

  private static int largest(String column, Dataset<?> data) {
    Row row = data.select(functions.max(Widths.column(column).cast("double"))).first();
    double largest = row.isNullAt(0) ? -1 : row.getDouble(0);
    if (largest < 0 || largest >= MOST || largest != Math.rint(largest)) {
      throw new DataException(
          "fit: the largest label of column '"
              + column
              + "' is "
              + (row.isNullAt(0) ? "null" : largest)
              + ", expected an index of a class from 0 to "
              + (MOST - 1));
    }
    return (int) Math.max(1, largest);
  }
}
