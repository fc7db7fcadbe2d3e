package dev.cotangent.spark.ml;

import dev.cotangent.training.data.Normalize;
import java.util.Arrays;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The params of estimators that say which network is trained, and how.
 *
 * @param network the whole network as JSON
 * @param layers units of hidden layers
 * @param activation activation of hidden layers
 * @param dropout dropout of hidden layers
 * @param normalize scaling of features
 * @param inputs names, types and shapes of inputs as JSON
 * @param loss loss
 * @param optimizer optimizer
 * @param learningRate learning rate
 * @param epochs number of epochs
 * @param batchSize samples in a mini-batch
 * @param seed seed of all randomness
 * @param shards shards of a mini-batch
 * @param patience patience of early stopping
 */
public record LearningParams(
    Param<String> network,
    IntArrayParam layers,
    Param<String> activation,
    DoubleParam dropout,
    Param<String> normalize,
    Param<String> inputs,
    Param<String> loss,
    Param<String> optimizer,
    DoubleParam learningRate,
    IntParam epochs,
    IntParam batchSize,
    LongParam seed,
    IntParam shards,
    IntParam patience) {

  private static final int MOST_SHARDS = 1 << 16;

  /**
   * Makes the params of a stage, which must have its uid already, and sets the defaults.
   *
   * @param loss default loss
   */
  public static LearningParams of(Params stage, String loss) {
    LearningParams params =
        new LearningParams(
            new Param<>(stage, "network", "whole network as JSON, instead of layers"),
            new IntArrayParam(stage, "layers", "units of each hidden layer"),
            new Param<>(stage, "activation", "activation of the hidden layers"),
            new DoubleParam(
                stage,
                "dropout",
                "dropout rate of the hidden layers, from 0 to below 1",
                ParamValidators.inRange(0, 1, true, false)),
            new Param<>(
                stage,
                "normalize",
                "scaling of features, fitted to the training data: none, zscore or minmax",
                ParamValidators.inArray(
                    Arrays.stream(Normalize.Kind.values()).map(Normalize.Kind::id).toList())),
            new Param<>(stage, "inputs", "names, types and shapes of the inputs as JSON"),
            new Param<>(stage, "loss", "loss to minimize: an id, or JSON with attributes"),
            new Param<>(stage, "optimizer", "optimizer: an id, or JSON with attributes"),
            new DoubleParam(
                stage,
                "learningRate",
                "learning rate instead of the optimizer's, above 0",
                ParamValidators.gt(0)),
            atLeast(stage, "epochs", "number of epochs, 1 or more", 1),
            atLeast(stage, "batchSize", "samples in a mini-batch, 1 or more", 1),
            new LongParam(stage, "seed", "seed of initial values, order of samples and dropout"),
            new IntParam(
                stage,
                "shards",
                "shards of a mini-batch, 1 to 65536; the result depends on it",
                ParamValidators.inRange(1, MOST_SHARDS)),
            atLeast(stage, "patience", "epochs without improvement before it stops; 0: never", 0));
    params.setDefaults(stage, loss);
    return params;
  }

  static IntParam atLeast(Params stage, String name, String doc, int least) {
    return new IntParam(stage, name, doc, ParamValidators.gtEq(least));
  }

  private void setDefaults(Params stage, String usualLoss) {
    stage.setDefault(layers, new int[] {128, 64});
    stage.setDefault(activation, "relu");
    stage.setDefault(dropout, 0.0);
    stage.setDefault(normalize, Normalize.Kind.NONE.id());
    stage.setDefault(loss, usualLoss);
    stage.setDefault(optimizer, "adam");
    stage.setDefault(epochs, 30);
    stage.setDefault(batchSize, 256);
    stage.setDefault(seed, 7L);
    stage.setDefault(shards, 16);
    stage.setDefault(patience, 0);
  }
}
