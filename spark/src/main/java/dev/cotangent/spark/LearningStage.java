package dev.cotangent.spark;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.ml.LearningParams;
import dev.cotangent.spark.ml.NetworkText;
import dev.cotangent.spark.ml.PluginText;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * The params of an estimator that say which network is trained, and how.
 *
 * @param <M> class of the trained model
 * @param <E> the class itself
 */
public abstract class LearningStage<M extends CotangentModel<M>, E extends LearningStage<M, E>>
    extends Estimator<M> {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient LearningParams learning;

  LearningStage(String uid, String loss) {
    this.uid = uid;
    this.learning = LearningParams.of(this, loss);
  }

  @Override
  public final String uid() {
    return uid;
  }

  abstract E self();

  final LearningParams learning() {
    return learning;
  }

  /** The trainer that the params describe. */
  final EstimatorSetup setup() {
    return new EstimatorSetup(
        getOrDefault(loss()),
        getOrDefault(optimizer()),
        isSet(learningRate()) ? (double) getOrDefault(learningRate()) : 0,
        (int) getOrDefault(batchSize()),
        (long) getOrDefault(seed()),
        (int) getOrDefault(shards()),
        (int) getOrDefault(patience()));
  }

  /** The whole network as JSON, its last layer included; none by default. */
  public final Param<String> network() {
    return learning.network();
  }

  /** Units of each hidden layer, unless there is a {@link #network}; 128 and 64 by default. */
  public final IntArrayParam layers() {
    return learning.layers();
  }

  /** The activation of the hidden layers, {@code relu} by default. */
  public final Param<String> activation() {
    return learning.activation();
  }

  /** The dropout rate of the hidden layers, from 0 (the default) to below 1. */
  public final DoubleParam dropout() {
    return learning.dropout();
  }

  /**
   * The scaling of features, fitted to the training data by all executors: {@code none} (the
   * default), {@code zscore} (mean 0, deviation 1) or {@code minmax} (0 to 1). The scaling becomes
   * the model's first layer. For a network with one input of numbers.
   */
  public final Param<String> normalize() {
    return learning.normalize();
  }

  /**
   * Names, types and shapes of the network's inputs as JSON; by default one input, as long as there
   * are features.
   */
  public final Param<String> inputs() {
    return learning.inputs();
  }

  /** The loss to minimize: an id, or JSON with attributes. */
  public final Param<String> loss() {
    return learning.loss();
  }

  /** The optimizer: an id, or JSON with attributes; {@code adam} by default. */
  public final Param<String> optimizer() {
    return learning.optimizer();
  }

  /** The learning rate, above 0; the optimizer's own by default. */
  public final DoubleParam learningRate() {
    return learning.learningRate();
  }

  /** The number of epochs, 1 or more; 30 by default. */
  public final IntParam epochs() {
    return learning.epochs();
  }

  /** The number of samples in a mini-batch, 1 or more; 256 by default. */
  public final IntParam batchSize() {
    return learning.batchSize();
  }

  /** The seed of initial values, order of samples and dropout; 7 by default. */
  public final LongParam seed() {
    return learning.seed();
  }

  /**
   * The number of shards of a mini-batch, from 1 to 65536; 16 by default. The result depends on it,
   * but not on the number of tasks, of which there are at most as many.
   */
  public final IntParam shards() {
    return learning.shards();
  }

  /**
   * The number of epochs without improvement of the validation loss, or of the training loss if
   * there are no validation data, after which the training stops and the best epoch's parameters
   * are restored; 0, the default, for never.
   */
  public final IntParam patience() {
    return learning.patience();
  }

  /** Sets {@link #network}. */
  public final E setNetwork(String json) {
    set(network(), json);
    return self();
  }

  /** Sets {@link #network}. */
  public final E setNetwork(LayerSpec layers) {
    return setNetwork(PluginText.of(layers));
  }

  /** Sets {@link #layers}. */
  public final E setLayers(int... units) {
    set(layers(), units);
    return self();
  }

  /** Sets {@link #activation}. */
  public final E setActivation(String id) {
    set(activation(), id);
    return self();
  }

  /** Sets {@link #dropout}. */
  public final E setDropout(double rate) {
    set(dropout(), rate);
    return self();
  }

  /** Sets {@link #normalize}. */
  public final E setNormalize(String kind) {
    set(normalize(), kind);
    return self();
  }

  /** Sets {@link #inputs}. */
  public final E setInputs(Signature ports) {
    set(inputs(), NetworkText.of(ports));
    return self();
  }

  /** Sets {@link #loss}. */
  public final E setLoss(String text) {
    set(loss(), text);
    return self();
  }

  /** Sets {@link #loss}. */
  public final E setLoss(Loss term) {
    return setLoss(PluginText.of(term));
  }

  /** Sets {@link #optimizer}. */
  public final E setOptimizer(String text) {
    set(optimizer(), text);
    return self();
  }

  /** Sets {@link #optimizer} and {@link #learningRate}. */
  public final E setOptimizer(Optimizer rule) {
    return setOptimizer(PluginText.of(rule)).setLearningRate(rule.learningRate());
  }

  /** Sets {@link #learningRate}. */
  public final E setLearningRate(double rate) {
    set(learningRate(), rate);
    return self();
  }

  /** Sets {@link #epochs}. */
  public final E setEpochs(int count) {
    set(epochs(), count);
    return self();
  }

  /** Sets {@link #batchSize}. */
  public final E setBatchSize(int samples) {
    set(batchSize(), samples);
    return self();
  }

  /** Sets {@link #seed}. */
  public final E setSeed(long number) {
    set(seed(), number);
    return self();
  }

  /** Sets {@link #shards}. */
  public final E setShards(int count) {
    set(shards(), count);
    return self();
  }

  /** Sets {@link #patience}. */
  public final E setPatience(int epochsWithout) {
    set(patience(), epochsWithout);
    return self();
  }
}
