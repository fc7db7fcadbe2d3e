package dev.cotangent.spark.ml;

import dev.cotangent.core.spi.Signature;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The params of estimators and models that say where features are and where predictions go. Spark
 * finds params by the methods of a stage, which hand these out.
 *
 * @param featuresCol column of features
 * @param inputCols columns of features instead
 * @param predictionCol column of predictions
 * @param handleInvalid treatment of rows that a network cannot take
 */
public record FeatureParams(
    Param<String> featuresCol,
    StringArrayParam inputCols,
    Param<String> predictionCol,
    Param<String> handleInvalid) {

  /** Makes the params of a stage, which must have its uid already, and sets the defaults. */
  public static FeatureParams of(Params stage) {
    FeatureParams params =
        new FeatureParams(
            new Param<>(stage, "featuresCol", "column of features: vectors, arrays or numbers"),
            new StringArrayParam(
                stage,
                "inputCols",
                "columns of features instead of featuresCol, one after another; for a network of"
                    + " several inputs, entries INPUT=column,column"),
            new Param<>(stage, "predictionCol", "column for predictions; empty for none"),
            new Param<>(
                stage,
                "handleInvalid",
                "rows with null, NaN or a wrong number of features: error, skip (leave out) or"
                    + " keep (predict null)",
                ParamValidators.inArray(List.of("error", "skip", "keep"))));
    stage.setDefault(params.featuresCol, "features");
    stage.setDefault(params.predictionCol, "prediction");
    stage.setDefault(params.handleInvalid, "error");
    return params;
  }

  /** The columns of features that are set for a network of these inputs. */
  public List<String> columns(Params stage, Signature inputs) {
    if (stage.isSet(inputCols)) {
      return List.of(stage.getOrDefault(inputCols));
    }
    return inputs.size() == 1 ? List.of(stage.getOrDefault(featuresCol)) : List.of();
  }
}
