package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Normalize;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The shift and scale of each feature for a layer {@link Normalize}, computed by the executors.
 * Sums are exact, so that the bits do not depend on partitions, as those of Spark's {@code
 * StandardScaler} do.
 *
 * @param mean numbers to subtract
 * @param scale numbers to divide by then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FeatureScaling(float[] mean, float[] scale) {

  private static final int DEPTH = 2;

  /**
   * Computes shift and scale.
   *
   * @param kind {@code ZSCORE} or {@code MINMAX}
   * @throws DataException if the network has several inputs, or one of integers
   */
  public static FeatureScaling of(Dataset<Row> rows, FeatureInputs inputs, Normalize.Kind kind) {
    FeatureInput input = inputs.all().get(0);
    if (inputs.all().size() > 1 || input.integers()) {
      throw new DataException(
          "fit: param normalize for "
              + inputs.all().size()
              + " inputs, expected one input of numbers; put a layer such as batch_norm1d into the"
              + " network");
    }
    JavaRDD<InternalRow> data = rows.queryExecution().toRdd().toJavaRDD();
    FeatureMoments moments = moments(data, input);
    return kind == Normalize.Kind.MINMAX ? ofRange(moments, input) : ofMean(data, moments, input);
  }

  private static FeatureMoments moments(JavaRDD<InternalRow> data, FeatureInput input) {
    return data.mapPartitions(rows -> Arrays.asList(FeatureMoments.of(rows, input)).iterator())
        .treeReduce(FeatureMoments::plus, DEPTH);
  }

  private static FeatureScaling ofRange(FeatureMoments moments, FeatureInput input) {
    float[] mean = new float[input.size()];
    float[] scale = new float[input.size()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) moments.minimum(i);
      scale[i] = divisor(moments.range(i));
    }
    return new FeatureScaling(mean, scale);
  }

  private static FeatureScaling ofMean(
      JavaRDD<InternalRow> data, FeatureMoments moments, FeatureInput input) {
    double[] means = new double[input.size()];
    Arrays.setAll(means, moments::mean);
    ExactSums squares =
        data.mapPartitions(
                rows -> Arrays.asList(FeatureMoments.squares(rows, input, means)).iterator())
            .treeReduce(ExactSums::plus, DEPTH);
    float[] mean = new float[means.length];
    float[] scale = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      double variance = squares.value(i) / Math.max(1, moments.count(i));
      mean[i] = (float) means[i];
      scale[i] = divisor(moments.range(i) == 0 ? 0 : Math.sqrt(variance));
    }
    return new FeatureScaling(mean, scale);
  }

  /** A constant feature is only shifted. */
  private static float divisor(double spread) {
    float rounded = (float) spread;
    return rounded > 0 && rounded < Float.POSITIVE_INFINITY ? rounded : 1;
  }

  /** Writes the numbers into the states of the model's first layer, which is a normalize one. */
  public void writeTo(Model model) {
    write(model, "0.mean", mean);
    write(model, "0.scale", scale);
  }

  private static void write(Model model, String name, float[] values) {
    Parameter parameter = model.parameter(name);
    model.store().write(parameter, values);
  }
}
