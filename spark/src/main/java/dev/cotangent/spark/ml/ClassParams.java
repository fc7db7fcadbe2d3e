package dev.cotangent.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The params of classifiers and their models for further columns of predictions.
 *
 * @param rawPredictionCol column of scores
 * @param probabilityCol column of probabilities
 * @param predictedNameCol column of class names
 */
public record ClassParams(
    Param<String> rawPredictionCol, Param<String> probabilityCol, Param<String> predictedNameCol) {

  /** Makes the params of a stage, which must have its uid already, and sets the defaults. */
  public static ClassParams of(Params stage) {
    ClassParams params =
        new ClassParams(
            new Param<>(stage, "rawPredictionCol", "column for scores; empty for none"),
            new Param<>(stage, "probabilityCol", "column for probabilities; empty for none"),
            new Param<>(
                stage,
                "predictedNameCol",
                "column for the predicted class's name; empty for none"));
    stage.setDefault(params.rawPredictionCol, "rawPrediction");
    stage.setDefault(params.probabilityCol, "probability");
    stage.setDefault(params.predictedNameCol, "");
    return params;
  }
}
