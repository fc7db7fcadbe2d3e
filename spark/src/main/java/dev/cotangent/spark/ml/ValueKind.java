package dev.cotangent.spark.ml;

import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** The type of a number in a column or array, and how to read it. */
enum ValueKind {
  BOOLEAN,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE;

  /** The kind of a type; empty if it is not numeric. */
  static Optional<ValueKind> of(DataType type) {
    if (type instanceof DoubleType) {
      return Optional.of(DOUBLE);
    } else if (type instanceof FloatType) {
      return Optional.of(FLOAT);
    } else if (type instanceof IntegerType) {
      return Optional.of(INT);
    } else if (type instanceof LongType) {
      return Optional.of(LONG);
    } else if (type instanceof BooleanType) {
      return Optional.of(BOOLEAN);
    }
    return rare(type);
  }

  private static Optional<ValueKind> rare(DataType type) {
    if (type instanceof ShortType) {
      return Optional.of(SHORT);
    } else if (type instanceof ByteType) {
      return Optional.of(BYTE);
    }
    return Optional.empty();
  }

  /** Whether the type is Spark's vector. */
  static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  /** The number at a place of a row or array; null is not checked. */
  double read(SpecializedGetters from, int place) {
    return switch (this) {
      case BOOLEAN -> from.getBoolean(place) ? 1 : 0;
      case BYTE -> from.getByte(place);
      case SHORT -> from.getShort(place);
      case INT -> from.getInt(place);
      case LONG -> from.getLong(place);
      case FLOAT -> from.getFloat(place);
      case DOUBLE -> from.getDouble(place);
    };
  }
}
