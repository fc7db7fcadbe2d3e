package dev.cotangent.spark.data;

import dev.cotangent.core.text.Brief;
import dev.cotangent.training.data.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Checks the types of columns before any row is read. */
final class ColumnTypes {

  private static final List<DataType> KEYS =
      List.of(
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType,
          DataTypes.StringType,
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.BinaryType);

  private ColumnTypes() {}

  /** Checks that columns hold numbers: vectors, arrays, numbers or booleans. */
  static void checkNumbers(StructType schema, List<String> columns) {
    for (String column : columns) {
      DataType type = type(schema, column);
      DataType element = type instanceof ArrayType array ? array.elementType() : type;
      if (!isNumber(element) && !type.equals(SQLDataTypes.VectorType())) {
        throw new DataException(
            "column "
                + Brief.quoted(column)
                + " has type "
                + type.simpleString()
                + ", expected a vector, an array of numbers, a number or a boolean");
      }
    }
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type.equals(DataTypes.BooleanType);
  }

  /** Checks that samples can be sorted by columns. */
  static void checkKeys(StructType schema, List<String> columns) {
    for (String column : columns) {
      DataType type = type(schema, column);
      if (!KEYS.contains(type)) {
        throw new DataException(
            "key column "
                + Brief.quoted(column)
                + " has type "
                + type.simpleString()
                + ", expected one of "
                + KEYS.stream().map(DataType::simpleString).toList());
      }
    }
  }

  private static DataType type(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new DataException(
          "no column "
              + Brief.quoted(column)
              + ", expected one of "
              + Brief.list(Arrays.asList(schema.fieldNames())));
    }
    return schema.apply(column).dataType();
  }
}
