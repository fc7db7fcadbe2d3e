package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table for predictions: an id, a text and five features. */
final class PredictionTable {

  static final int ROWS = 700;
  static final int WIDTH = 5;
  static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
  static final float[] SAMPLES = samples();

  private PredictionTable() {}

  /** A network for these features. */
  static Model network(int outputs) {
    return Model.build(
        Sequential.of(Dense.of(7), Activate.with("tanh"), Dense.of(outputs)), Shape.of(WIDTH), 7);
  }

  /** Numbers with many zeros, none of which float32 rounds. */
  private static float[] samples() {
    float[] samples = new float[ROWS * WIDTH];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 3 == 0 ? 0 : (i * 37 % 101 - 50) / 64f;
    }
    return samples;
  }

  static double[] row(int row) {
    return part(SAMPLES, row, WIDTH);
  }

  /** The features as a column of vectors. */
  static Dataset<Row> vectors(SparkSession spark) {
    return of(spark, SQLDataTypes.VectorType(), Vectors::dense);
  }

  /** The features as a column of arrays. */
  static Dataset<Row> arrays(SparkSession spark) {
    return of(spark, DOUBLES, values -> Arrays.stream(values).boxed().toList());
  }

  /** The table in three partitions, its features as values of a type. */
  static Dataset<Row> of(SparkSession spark, DataType type, Function<double[], ?> value) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(RowFactory.create(i, "row " + i, value.apply(row(i))));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("text", DataTypes.StringType)
            .add("features", type);
    return spark.createDataFrame(rows, schema).repartition(3);
  }

  /** The values of a column in the order of the ids. */
  static <T> List<T> values(Dataset<Row> data, String column) {
    return data.orderBy("id").collectAsList().stream().map(row -> row.<T>getAs(column)).toList();
  }

  /** The values of a column of vectors in the order of the ids, one after another. */
  static float[] numbers(Dataset<Row> data, String column) {
    double[] numbers =
        PredictionTable.<Vector>values(data, column).stream()
            .flatMapToDouble(vector -> Arrays.stream(vector.toArray()))
            .toArray();
    float[] floats = new float[numbers.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) numbers[i]);
    return floats;
  }

  /** The numbers of a row. */
  static double[] part(float[] all, int row, int width) {
    return IntStream.range(row * width, (row + 1) * width).mapToDouble(i -> all[i]).toArray();
  }
}
