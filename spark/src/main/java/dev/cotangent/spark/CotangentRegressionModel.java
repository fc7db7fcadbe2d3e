package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.spark.ml.Head;
import dev.cotangent.spark.ml.ModelReader;
import dev.cotangent.spark.ml.NumberOutputs;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.PortableModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * A network that predicts numbers, as a model of Spark ML. Its prediction is a double, or a vector
 * if the network has several outputs.
 */
public final class CotangentRegressionModel extends CotangentModel<CotangentRegressionModel> {

  private static final long serialVersionUID = 1L;

  CotangentRegressionModel(String uid, PortableModel portable) {
    super(uid, portable);
  }

  /** Makes a model of a network, whose parameters are copied. */
  public static CotangentRegressionModel of(Model network) {
    return new CotangentRegressionModel(
        Identifiable.randomUID("cotangentRegressionModel"), PortableModel.of(network));
  }

  @Override
  CotangentRegressionModel self() {
    return this;
  }

  @Override
  Head head() {
    return Head.NUMBERS;
  }

  @Override
  Outputs outputs() {
    int size = portable().model().outputShape().size();
    return new NumberOutputs(getOrDefault(predictionCol()), size);
  }

  @Override
  public CotangentRegressionModel copy(ParamMap extra) {
    CotangentRegressionModel copy = new CotangentRegressionModel(uid(), portable());
    return copyValues(copy, extra).setParent(parent());
  }

  /** A reader of saved models. */
  public static MLReader<CotangentRegressionModel> read() {
    return new ModelReader<>(
        CotangentRegressionModel.class,
        (uid, network) -> new CotangentRegressionModel(uid, PortableModel.of(network)));
  }

  /**
   * Reads a saved model.
   *
   * @throws dev.cotangent.core.CotangentException if its file is missing or damaged, or needs an
   *     unknown plugin
   */
  public static CotangentRegressionModel load(String path) {
    return read().load(path);
  }
}
