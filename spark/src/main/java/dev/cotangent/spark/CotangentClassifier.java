package dev.cotangent.spark;

import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.ml.ClassOutputs;
import dev.cotangent.spark.ml.ClassParams;
import dev.cotangent.spark.ml.Head;
import dev.cotangent.spark.ml.Labels;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.PortableModel;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network that predicts classes, with an output for each. Labels are indices of classes
 * from 0, as a {@code StringIndexer} makes them, whose names the model takes over. The loss is
 * {@code cross_entropy} by default.
 *
 * <pre>{@code
 * Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
 *     new StringIndexer().setInputCol("species").setOutputCol("label"),
 *     new VectorAssembler().setInputCols(sizes).setOutputCol("features"),
 *     new CotangentClassifier().setLayers(64, 32).setEpochs(20)});
 * }</pre>
 */
public final class CotangentClassifier
    extends CotangentEstimator<CotangentClassificationModel, CotangentClassifier> {

  private static final long serialVersionUID = 1L;

  private final transient ClassParams params;

  /** Creates an estimator. */
  public CotangentClassifier() {
    this(Identifiable.randomUID("cotangentClassifier"));
  }

  /** Creates an estimator with a name of its own. */
  public CotangentClassifier(String uid) {
    super(uid, "cross_entropy");
    this.params = ClassParams.of(this);
  }

  /** The model's column for vectors of scores, {@code rawPrediction} by default; empty for none. */
  public Param<String> rawPredictionCol() {
    return params.rawPredictionCol();
  }

  /** The model's column for vectors of probabilities, {@code probability} by default. */
  public Param<String> probabilityCol() {
    return params.probabilityCol();
  }

  /** The model's column for the name of the predicted class; none by default. */
  public Param<String> predictedNameCol() {
    return params.predictedNameCol();
  }

  /** Sets {@link #rawPredictionCol}. */
  public CotangentClassifier setRawPredictionCol(String column) {
    set(rawPredictionCol(), column);
    return this;
  }

  /** Sets {@link #probabilityCol}. */
  public CotangentClassifier setProbabilityCol(String column) {
    set(probabilityCol(), column);
    return this;
  }

  /** Sets {@link #predictedNameCol}. */
  public CotangentClassifier setPredictedNameCol(String column) {
    set(predictedNameCol(), column);
    return this;
  }

  @Override
  CotangentClassifier self() {
    return this;
  }

  @Override
  Targets targets(Dataset<?> data, Signature inputs) {
    return Targets.ofClasses(inputs, Labels.classes(getOrDefault(labelCol()), data));
  }

  @Override
  Outputs checked(StructType schema) {
    return new ClassOutputs(
        Head.LOGITS,
        Labels.names(getOrDefault(labelCol()), schema),
        getOrDefault(rawPredictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(predictionCol()),
        getOrDefault(predictedNameCol()));
  }

  @Override
  CotangentClassificationModel model(TrainingResult result, Targets targets) {
    return new CotangentClassificationModel(uid(), PortableModel.of(result.model()));
  }

  @Override
  public CotangentClassifier copy(ParamMap extra) {
    return copyValues(new CotangentClassifier(uid()), extra);
  }

  /** A reader of saved estimators. */
  public static MLReader<CotangentClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved estimator. */
  public static CotangentClassifier load(String path) {
    return read().load(path);
  }
}
