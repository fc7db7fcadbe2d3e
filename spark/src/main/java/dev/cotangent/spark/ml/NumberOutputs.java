package dev.cotangent.spark.ml;

import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The column of a regression: doubles, or vectors if there are several outputs.
 *
 * @param column name of the column; empty for none
 * @param size number of outputs
 */
public record NumberOutputs(String column, int size) implements Outputs {

  @Override
  public StructType fields() {
    StructType none = new StructType();
    if (column.isEmpty()) {
      return none;
    }
    return none.add(
        size == 1
            ? new StructField(column, DataTypes.DoubleType, true, Metadata.empty())
            : Outputs.vectors(column, new AttributeGroup(column, size).toMetadata()));
  }

  @Override
  public Object[] values(float[] from, int start) {
    if (column.isEmpty()) {
      return new Object[0];
    }
    if (size == 1) {
      return new Object[] {(double) from[start]};
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = from[start + i];
    }
    return new Object[] {Outputs.vector(values)};
  }
}
