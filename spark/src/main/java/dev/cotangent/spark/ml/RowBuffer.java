package dev.cotangent.spark.ml;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Copies of rows, whose memory serves again: an allocation for each vector of a row would cost more
 * than the prediction of a small network. For one thread.
 */
final class RowBuffer {

  private final DataType[] types;
  private final Object[][] values;
  private final InternalRow[] rows;
  private int size;

  /** An empty buffer with room for that many rows of a schema. */
  RowBuffer(StructType schema, int capacity) {
    this.types = new DataType[schema.length()];
    for (int i = 0; i < types.length; i++) {
      types[i] = schema.fields()[i].dataType();
    }
    this.values = new Object[capacity][types.length];
    this.rows = new InternalRow[capacity];
    for (int i = 0; i < capacity; i++) {
      rows[i] = new GenericInternalRow(values[i]);
    }
  }

  int size() {
    return size;
  }

  /** Forgets the rows; those that were handed out change from now on. */
  void clear() {
    size = 0;
  }

  /** Copies a row. */
  void add(InternalRow row) {
    Object[] copies = values[size++];
    for (int i = 0; i < types.length; i++) {
      copies[i] = row.isNullAt(i) ? null : copy(row.get(i, types[i]), copies[i]);
    }
  }

  private static Object copy(Object value, Object earlier) {
    if (value instanceof UnsafeRow row && row.getBaseObject() instanceof byte[]) {
      UnsafeRow copy =
          earlier instanceof UnsafeRow reused && reused.numFields() == row.numFields()
              ? reused
              : empty(row.numFields());
      copy.copyFrom(row);
      return copy;
    }
    return InternalRow.copyValue(value);
  }

  private static UnsafeRow empty(int fields) {
    UnsafeRow row = new UnsafeRow(fields);
    row.pointTo(new byte[0], 0);
    return row;
  }

  /** A copy, which holds until {@link #clear}. */
  InternalRow get(int index) {
    return rows[index];
  }
}
