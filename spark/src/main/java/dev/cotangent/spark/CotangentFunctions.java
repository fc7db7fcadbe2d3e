package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.spark.ml.PredictOne;
import dev.cotangent.spark.ml.ResultValues;
import dev.cotangent.training.data.DataException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/**
 * Trained models as SQL functions of a vector or an array of numbers.
 *
 * <p>A SQL function gets one row at a time, so its products are those of a single row, and elements
 * of arrays are boxed: {@code transform}, which takes 256 rows at a time, is faster.
 */
public final class CotangentFunctions {

  private CotangentFunctions() {}

  /**
   * Registers a classifier: {@code SELECT digits(pixels).prediction FROM scans}. The value is a
   * struct of {@code prediction}, the index of the class as double, and {@code probability}, an
   * array; null for null.
   *
   * @param name name of the function
   * @throws DataException if the network has several inputs
   */
  public static void register(SparkSession spark, String name, CotangentClassificationModel model) {
    DataType type = ResultValues.classesType();
    register(spark, name, model, type, ResultValues.classes(model.head(), model.numClasses()));
  }

  /**
   * Registers a regression: {@code SELECT price(features) FROM houses}. The value is a double, or
   * an array if the network has several outputs; null for null.
   *
   * @param name name of the function
   * @throws DataException if the network has several inputs
   */
  public static void register(SparkSession spark, String name, CotangentRegressionModel model) {
    int size = model.portable().model().outputShape().size();
    register(spark, name, model, ResultValues.numbersType(size), ResultValues.numbers());
  }

  private static void register(
      SparkSession spark,
      String name,
      CotangentModel<?> model,
      DataType type,
      MapFunction<float[], Object> result) {
    Model network = model.portable().model();
    if (!network.inputs().isSingle()) {
      throw new DataException(
          "SQL function '"
              + name
              + "': a network with the inputs "
              + network.inputs()
              + ", expected one input of numbers; transform takes several");
    }
    PredictOne function =
        new PredictOne(
            model.portable().broadcast(spark.sparkContext()),
            model.portable().sha256(),
            model.head(),
            network.sampleShape().size(),
            result);
    spark.udf().register(name, function, type);
  }
}
