package dev.cotangent.spark.ml;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that predictions add. */
public interface Outputs extends Serializable {

  /** The fields, in the order of the values. */
  StructType fields();

  /**
   * The values of a row.
   *
   * @param from outputs of the predictor
   * @param start where those of the row begin
   * @return an array of their own
   */
  Object[] values(float[] from, int start);

  /** A field of vectors. */
  static StructField vectors(String name, Metadata metadata) {
    return new StructField(name, SQLDataTypes.VectorType(), true, metadata);
  }

  /** A dense vector as Spark keeps it in rows. */
  static InternalRow vector(double[] values) {
    UnsafeArrayData array = UnsafeArrayData.fromPrimitiveArray(values);
    return new GenericInternalRow(new Object[] {(byte) 1, null, null, array});
  }
}
