package dev.cotangent.spark.ml;

import dev.cotangent.training.data.DataException;
import java.io.Serializable;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * A column of features: vectors, arrays of numbers, or numbers.
 *
 * @param name name of the column
 * @param place index in the row
 * @param form form of its values
 * @param kind type of a number; {@link ValueKind#DOUBLE} for vectors
 * @param known how many numbers a value has as far as the schema says; 0 if it does not
 */
record FeatureColumn(String name, int place, Form form, ValueKind kind, int known)
    implements Serializable {

  /** The forms of a value. */
  enum Form {
    VECTOR,
    ARRAY,
    NUMBER
  }

  /** Spark's vectors have these four fields. */
  private static final int VECTOR_FIELDS = 4;

  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;
  private static final int DENSE = 1;

  /**
   * Finds a column.
   *
   * @param where the caller, for messages
   * @throws DataException if there is none, or it has another type
   */
  static FeatureColumn of(String where, String name, StructType schema) {
    if (!schema.getFieldIndex(name).isDefined()) {
      throw new DataException(
          where
              + ": no column '"
              + name
              + "', expected one of "
              + String.join(", ", schema.fieldNames()));
    }
    int place = schema.fieldIndex(name);
    StructField field = schema.fields()[place];
    DataType type = field.dataType();
    if (ValueKind.isVector(type)) {
      int size = Math.max(0, AttributeGroup.fromStructField(field).size());
      return new FeatureColumn(name, place, Form.VECTOR, ValueKind.DOUBLE, size);
    }
    boolean array = type instanceof ArrayType;
    return ValueKind.of(array ? ((ArrayType) type).elementType() : type)
        .map(kind -> new FeatureColumn(name, place, form(array), kind, array ? 0 : 1))
        .orElseThrow(
            () ->
                new DataException(
                    where
                        + ": column '"
                        + name
                        + "' is "
                        + type.simpleString()
                        + ", expected vectors, arrays of numbers, numbers or booleans; cast"
                        + " decimals to double"));
  }

  private static Form form(boolean array) {
    return array ? Form.ARRAY : Form.NUMBER;
  }

  /**
   * Reads the value of a row.
   *
   * @param into receives the numbers from a place on, as many as there is room for
   * @return how many numbers the value has; -1 if it is null or holds null
   */
  int read(InternalRow row, double[] into, int at) {
    if (row.isNullAt(place)) {
      return -1;
    }
    return switch (form) {
      case NUMBER -> number(row, into, at);
      case ARRAY -> array(row.getArray(place), into, at);
      case VECTOR -> vector(row.getStruct(place, VECTOR_FIELDS), into, at);
    };
  }

  private int number(InternalRow row, double[] into, int at) {
    if (at < into.length) {
      into[at] = kind.read(row, place);
    }
    return 1;
  }

  private int array(ArrayData values, double[] into, int at) {
    int count = values.numElements();
    for (int i = 0; i < Math.min(count, into.length - at); i++) {
      if (values.isNullAt(i)) {
        return -1;
      }
      into[at + i] = kind.read(values, i);
    }
    return count;
  }

  private static int vector(InternalRow vector, double[] into, int at) {
    ArrayData values = vector.getArray(VALUES);
    if (vector.getByte(0) != DENSE) {
      return sparse(vector, values, into, at);
    }
    int count = values.numElements();
    int fit = Math.min(count, into.length - at);
    if (values instanceof UnsafeArrayData array) {
      copy(array, count, into, at, fit);
    } else {
      for (int i = 0; i < fit; i++) {
        into[at + i] = values.getDouble(i);
      }
    }
    return count;
  }

  /** Doubles lie one after another behind the array's header. */
  private static void copy(UnsafeArrayData array, int count, double[] into, int at, int fit) {
    Platform.copyMemory(
        array.getBaseObject(),
        array.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(count),
        into,
        Platform.DOUBLE_ARRAY_OFFSET + (long) at * Double.BYTES,
        (long) fit * Double.BYTES);
  }

  private static int sparse(InternalRow vector, ArrayData values, double[] into, int at) {
    int size = vector.getInt(SIZE);
    ArrayData indices = vector.getArray(INDICES);
    int end = Math.min(at + size, into.length);
    for (int i = at; i < end; i++) {
      into[i] = 0;
    }
    for (int i = 0; i < values.numElements(); i++) {
      int place = at + indices.getInt(i);
      if (place < end) {
        into[place] = values.getDouble(i);
      }
    }
    return size;
  }
}
