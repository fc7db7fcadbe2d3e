package dev.cotangent.spark;

import dev.cotangent.spark.ml.FeatureParams;
import dev.cotangent.spark.ml.RunParams;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The params of an estimator that say where samples are, and how a training runs on a cluster.
 *
 * @param <M> class of the trained model
 * @param <E> the class itself
 */
public abstract class ColumnsStage<M extends CotangentModel<M>, E extends ColumnsStage<M, E>>
    extends LearningStage<M, E> {

  private static final long serialVersionUID = 1L;

  private final transient FeatureParams features;
  private final transient RunParams run;

  ColumnsStage(String uid, String loss) {
    super(uid, loss);
    this.features = FeatureParams.of(this);
    this.run = RunParams.of(this);
  }

  final FeatureParams features() {
    return features;
  }

  /**
   * The column of features: vectors, arrays of numbers, or numbers; {@code features} by default.
   */
  public final Param<String> featuresCol() {
    return features.featuresCol();
  }

  /** Columns of features instead of {@link #featuresCol}; see {@link CotangentModel#inputCols}. */
  public final StringArrayParam inputCols() {
    return features.inputCols();
  }

  /** The model's column for predictions, {@code prediction} by default; empty for none. */
  public final Param<String> predictionCol() {
    return features.predictionCol();
  }

  /**
   * The treatment of rows without features: {@code error} (the default), or {@code skip}, which
   * leaves rows with null out of the training. The model gets the same param, and knows {@code
   * keep} as well, which for a training is {@code error}.
   */
  public final Param<String> handleInvalid() {
    return features.handleInvalid();
  }

  /** The column of targets, {@code label} by default. */
  public final Param<String> labelCol() {
    return run.labelCol();
  }

  /** The column of weights, finite numbers from 0; none by default. */
  public final Param<String> weightCol() {
    return run.weightCol();
  }

  /**
   * The column of unique keys, which make the order of the samples; by default their content does.
   */
  public final Param<String> keyCol() {
    return run.keyCol();
  }

  /**
   * Whether the samples are ordered by a hash of {@link #seed} and key or content, which divides
   * them among the shards at random; on by default. Otherwise keys are sorted.
   */
  public final BooleanParam shuffle() {
    return run.shuffle();
  }

  /** A column of booleans, true for samples of the validation data; none by default. */
  public final Param<String> validationIndicatorCol() {
    return run.validationIndicatorCol();
  }

  /** The number of tasks that train, at most that of the shards; 0, the default: as many as fit. */
  public final IntParam tasks() {
    return run.tasks();
  }

  /** The number of restarts allowed after executors were lost; 3 by default. */
  public final IntParam restarts() {
    return run.restarts();
  }

  /**
   * A folder for checkpoints, in any file system of Hadoop; none by default. A training that is
   * started again with the same params and data resumes from there; another one is refused.
   */
  public final Param<String> checkpointDir() {
    return run.checkpointDir();
  }

  /** The number of steps between checkpoints; 0, the default: only at start and end. */
  public final LongParam checkpointInterval() {
    return run.checkpointInterval();
  }

  /** Sets {@link #featuresCol}. */
  public final E setFeaturesCol(String column) {
    set(featuresCol(), column);
    return self();
  }

  /** Sets {@link #inputCols}. */
  public final E setInputCols(String... columns) {
    set(inputCols(), columns);
    return self();
  }

  /** Sets {@link #predictionCol}. */
  public final E setPredictionCol(String column) {
    set(predictionCol(), column);
    return self();
  }

  /** Sets {@link #handleInvalid}. */
  public final E setHandleInvalid(String treatment) {
    set(handleInvalid(), treatment);
    return self();
  }

  /** Sets {@link #labelCol}. */
  public final E setLabelCol(String column) {
    set(labelCol(), column);
    return self();
  }

  /** Sets {@link #weightCol}. */
  public final E setWeightCol(String column) {
    set(weightCol(), column);
    return self();
  }

  /** Sets {@link #keyCol}. */
  public final E setKeyCol(String column) {
    set(keyCol(), column);
    return self();
  }

  /** Sets {@link #shuffle}. */
  public final E setShuffle(boolean wanted) {
    set(shuffle(), wanted);
    return self();
  }

  /** Sets {@link #validationIndicatorCol}. */
  public final E setValidationIndicatorCol(String column) {
    set(validationIndicatorCol(), column);
    return self();
  }

  /** Sets {@link #tasks}. */
  public final E setTasks(int count) {
    set(tasks(), count);
    return self();
  }

  /** Sets {@link #restarts}. */
  public final E setRestarts(int most) {
    set(restarts(), most);
    return self();
  }

  /** Sets {@link #checkpointDir}. */
  public final E setCheckpointDir(String folder) {
    set(checkpointDir(), folder);
    return self();
  }

  /** Sets {@link #checkpointInterval}. */
  public final E setCheckpointInterval(long steps) {
    set(checkpointInterval(), steps);
    return self();
  }
}
