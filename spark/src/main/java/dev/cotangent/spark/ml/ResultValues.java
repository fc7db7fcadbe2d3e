package dev.cotangent.spark.ml;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The values of SQL functions, made of a predictor's outputs. */
public final class ResultValues {

  private ResultValues() {}

  /** The type of {@link #classes}. */
  public static DataType classesType() {
    return new StructType()
        .add("prediction", DataTypes.DoubleType)
        .add("probability", DataTypes.createArrayType(DataTypes.DoubleType, false));
  }

  /** A struct of the best class's index and the probabilities. */
  public static MapFunction<float[], Object> classes(Head head, int classes) {
    return outputs ->
        RowFactory.create(
            Head.best(head.scores(outputs, 0, classes)), head.probabilities(outputs, 0, classes));
  }

  /** The type of {@link #numbers}. */
  public static DataType numbersType(int size) {
    return size == 1
        ? DataTypes.DoubleType
        : DataTypes.createArrayType(DataTypes.DoubleType, false);
  }

  /** A double, or an array of several. */
  public static MapFunction<float[], Object> numbers() {
    return outputs -> {
      double[] numbers = new double[outputs.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = outputs[i];
      }
      return numbers.length == 1 ? (Object) numbers[0] : numbers;
    };
  }
}
