package dev.cotangent.spark.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The params of estimators that say which columns the samples are made of besides features, and how
 * a training runs on a cluster.
 *
 * @param labelCol column of targets
 * @param weightCol column of weights
 * @param keyCol column that orders the samples
 * @param shuffle whether to order them by a hash
 * @param validationIndicatorCol column that marks validation data
 * @param tasks number of tasks
 * @param restarts restarts allowed
 * @param checkpointDir folder for checkpoints
 * @param checkpointInterval steps between checkpoints
 */
public record RunParams(
    Param<String> labelCol,
    Param<String> weightCol,
    Param<String> keyCol,
    BooleanParam shuffle,
    Param<String> validationIndicatorCol,
    IntParam tasks,
    IntParam restarts,
    Param<String> checkpointDir,
    LongParam checkpointInterval) {

  /** Makes the params of a stage, which must have its uid already, and sets the defaults. */
  public static RunParams of(Params stage) {
    RunParams params =
        new RunParams(
            new Param<>(stage, "labelCol", "column of targets"),
            new Param<>(stage, "weightCol", "column of weights, from 0; all 1 if not set"),
            new Param<>(stage, "keyCol", "column of unique keys, which order the samples"),
            new BooleanParam(
                stage, "shuffle", "order samples by a hash of seed and key or content"),
            new Param<>(
                stage, "validationIndicatorCol", "column of booleans, true for validation data"),
            LearningParams.atLeast(stage, "tasks", "number of tasks; 0: as many as fit", 0),
            LearningParams.atLeast(stage, "restarts", "restarts after executors were lost", 0),
            new Param<>(stage, "checkpointDir", "folder for checkpoints; none if not set"),
            new LongParam(
                stage,
                "checkpointInterval",
                "steps between checkpoints; 0: at start and end",
                ParamValidators.gtEq(0)));
    stage.setDefault(params.labelCol, "label");
    stage.setDefault(params.shuffle, true);
    stage.setDefault(params.tasks, 0);
    stage.setDefault(params.restarts, 3);
    stage.setDefault(params.checkpointInterval, 0L);
    return params;
  }
}
