package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.spark.ml.ClassNames;
import dev.cotangent.spark.ml.ClassOutputs;
import dev.cotangent.spark.ml.ClassParams;
import dev.cotangent.spark.ml.Head;
import dev.cotangent.spark.ml.ModelReader;
import dev.cotangent.spark.ml.Outputs;
import dev.cotangent.spark.ml.PortableModel;
import dev.cotangent.training.data.DataException;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * A network that predicts classes, as a model of Spark ML. The network has an output for each
 * class, or one for the second of two; outputs are logits unless it ends in a softmax or sigmoid.
 *
 * <p>The prediction is the index of the class with the highest score, the first of equal ones, and
 * NaN if a score is NaN. Its column knows the names of the classes, so that {@code IndexToString}
 * needs no others.
 */
public final class CotangentClassificationModel
    extends CotangentModel<CotangentClassificationModel> {

  private static final long serialVersionUID = 1L;

  private final Head head;
  private final transient ClassParams params;

  CotangentClassificationModel(String uid, PortableModel portable) {
    super(uid, portable);
    this.head = Head.ofClassifier(portable.model());
    this.params = ClassParams.of(this);
  }

  /**
   * Makes a model of a network, whose parameters are copied. The classes have the names that the
   * network's metadata has, as from the command line, else their indices.
   *
   * @throws DataException if the network's output is not a score for each class
   */
  public static CotangentClassificationModel of(Model network) {
    return new CotangentClassificationModel(
        Identifiable.randomUID("cotangentClassificationModel"), PortableModel.of(network));
  }

  /**
   * Makes a model of a network, whose parameters are copied.
   *
   * @param classNames names of the classes, in the order of the outputs
   * @throws DataException if the network's output is not a score for each class, or the number of
   *     names differs
   */
  public static CotangentClassificationModel of(Model network, List<String> classNames) {
    Head.ofClassifier(network);
    return of(ClassNames.set(network, classNames));
  }

  /**
   * The column for vectors of scores, {@code rawPrediction} by default; empty for none. Scores are
   * the network's outputs; of a single logit z they are −z and z, of a single probability 1 − p and
   * p.
   */
  public Param<String> rawPredictionCol() {
    return params.rawPredictionCol();
  }

  /** The column for vectors of probabilities, {@code probability} by default; empty for none. */
  public Param<String> probabilityCol() {
    return params.probabilityCol();
  }

  /** The column for the name of the predicted class; none by default. */
  public Param<String> predictedNameCol() {
    return params.predictedNameCol();
  }

  /** Sets {@link #rawPredictionCol}. */
  public CotangentClassificationModel setRawPredictionCol(String column) {
    set(rawPredictionCol(), column);
    return this;
  }

  /** Sets {@link #probabilityCol}. */
  public CotangentClassificationModel setProbabilityCol(String column) {
    set(probabilityCol(), column);
    return this;
  }

  /** Sets {@link #predictedNameCol}. */
  public CotangentClassificationModel setPredictedNameCol(String column) {
    set(predictedNameCol(), column);
    return this;
  }

  /** The number of classes. */
  public int numClasses() {
    return ClassNames.count(portable().model());
  }

  /** The names of the classes, in the order of their indices. */
  public List<String> classNames() {
    return ClassNames.of(portable().model());
  }

  @Override
  CotangentClassificationModel self() {
    return this;
  }

  @Override
  Head head() {
    return head;
  }

  @Override
  Outputs outputs() {
    return new ClassOutputs(
        head,
        classNames(),
        getOrDefault(rawPredictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(predictionCol()),
        getOrDefault(predictedNameCol()));
  }

  @Override
  public CotangentClassificationModel copy(ParamMap extra) {
    CotangentClassificationModel copy = new CotangentClassificationModel(uid(), portable());
    return copyValues(copy, extra).setParent(parent());
  }

  /** A reader of saved models. */
  public static MLReader<CotangentClassificationModel> read() {
    return new ModelReader<>(
        CotangentClassificationModel.class,
        (uid, network) -> new CotangentClassificationModel(uid, PortableModel.of(network)));
  }

  /**
   * Reads a saved model.
   *
   * @throws dev.cotangent.core.CotangentException if its file is missing or damaged, or needs an
   *     unknown plugin
   */
  public static CotangentClassificationModel load(String path) {
    return read().load(path);
  }
}
