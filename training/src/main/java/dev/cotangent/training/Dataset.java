package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.random.Shuffle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Samples of one shape, and what is to be predicted for each: a class, or numbers.
 *
 * <p>Arrays are copied when a data set is made; {@linkplain #subset subsets} share them. Samples
 * may also come from a {@link SampleSource}, which then has to be as safe as its users need. Values
 * may be NaN or infinite; a step that meets one reports it. Immutable, safe for use by many
 * threads.
 */
public final class Dataset {

  private final Shape sampleShape;
  private final Shape targetShape;
  private final SampleSource features;
  private final int[] labels;
  private final float[] targets;
  private final int[] rows;
  private final List<String> classNames;
  private final List<String> featureNames;
  private final float[] weights;

  private Dataset(
      Dataset base, Shape sampleShape, int[] rows, List<String> featureNames, float[] weights) {
    this.weights = weights;
    this.sampleShape = sampleShape;
    this.targetShape = base.targetShape;
    this.features = base.features;
    this.labels = base.labels;
    this.targets = base.targets;
    this.classNames = base.classNames;
    this.rows = rows;
    this.featureNames = featureNames;
  }

  private Dataset(
      Shape sample,
      Shape target,
      SampleSource features,
      int count,
      int[] labels,
      float[] targets,
      List<String> classNames) {
    this.sampleShape = sample;
    this.targetShape = target;
    this.features = features;
    this.labels = labels.clone();
    this.targets = targets.clone();
    this.classNames = List.copyOf(classNames);
    this.rows = IntStream.range(0, count).toArray();
    this.featureNames = List.of();
    this.weights = new float[0];
  }

  /**
   * Samples with a class each.
   *
   * @param sample shape of one sample
   * @param features the samples one after another, each row-major
   * @param labels for each sample the position of its class in {@code classNames}
   * @throws ShapeException if the numbers of features and labels do not agree
   * @throws dev.cotangent.core.CotangentException if a label is not a class, naming the row
   */
  public static Dataset classification(
      Shape sample, float[] features, int[] labels, List<String> classNames) {
    DatasetChecks.sameRows(sample, features, labels.length, "labels");
    return classification(sample, copyOf(sample, features), labels, classNames);
  }

  /**
   * Samples with a class each, which need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features gives each sample when it is needed
   * @param labels for each sample the position of its class in {@code classNames}
   * @throws dev.cotangent.core.CotangentException if a label is not a class, naming the row
   */
  public static Dataset classification(
      Shape sample, SampleSource features, int[] labels, List<String> classNames) {
    DatasetChecks.labels(labels, classNames.size());
    return new Dataset(
        sample, Shape.scalar(), features, labels.length, labels, new float[0], classNames);
  }

  /** As {@link #classification(Shape, float[], int[], List)}, the classes being called 0, 1, … */
  public static Dataset classification(Shape sample, float[] features, int[] labels, int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return classification(sample, features, labels, names);
  }

  /**
   * Samples with a class each, but for some that have none and count for nothing: they get weight 0
   * (see {@link #withWeights}), and {@link #label} 0.
   *
   * @param sample shape of one sample
   * @param features the samples one after another, each row-major
   * @param labels for each sample the position of its class in {@code classNames}, or {@code
   *     ignored}
   * @param ignored marks a sample without a class, as −100 does in PyTorch; no class
   * @throws ShapeException if the numbers of features and labels do not agree
   * @throws dev.cotangent.core.CotangentException if a label is neither, naming the row, or if
   *     {@code ignored} is a class
   */
  public static Dataset classification(
      Shape sample, float[] features, int[] labels, List<String> classNames, int ignored) {
    if (ignored >= 0 && ignored < classNames.size()) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the ignored label %d is class '%s'; leave out a class by CrossEntropy.withIgnoreIndex",
              ignored,
              classNames.get(ignored)));
    }
    int[] known = Arrays.stream(labels).map(label -> label == ignored ? 0 : label).toArray();
    float[] weights = new float[labels.length];
    for (int row = 0; row < labels.length; row++) {
      weights[row] = labels[row] == ignored ? 0 : 1;
    }
    return classification(sample, features, known, classNames).withWeights(weights);
  }

  /**
   * Samples with numbers to predict.
   *
   * @param sample shape of one sample
   * @param features the samples one after another, each row-major
   * @param target shape of what is to be predicted for one sample, as in {@code Shape.of(1)}
   * @param targets the targets one after another, each row-major
   * @throws ShapeException if the numbers of features and targets do not agree
   */
  public static Dataset regression(Shape sample, float[] features, Shape target, float[] targets) {
    int count = DatasetChecks.rows(target, targets);
    DatasetChecks.sameRows(sample, features, count, "targets");
    return regression(sample, copyOf(sample, features), target, targets);
  }

  /**
   * Samples with numbers to predict, which need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features gives each sample when it is needed
   * @param target shape of what is to be predicted for one sample
   * @param targets the targets one after another, each row-major
   * @throws ShapeException if the targets are not made of rows of their shape
   */
  public static Dataset regression(
      Shape sample, SampleSource features, Shape target, float[] targets) {
    int count = DatasetChecks.rows(target, targets);
    return new Dataset(sample, target, features, count, new int[0], targets, List.of());
  }

  /**
   * The samples of a stream with a class each, in its order.
   *
   * @param sample shape of one sample
   * @throws ShapeException if a sample has another size, naming the row
   * @throws dev.cotangent.core.CotangentException if a label is not a class, naming the row
   */
  public static Dataset classification(
      Shape sample, Stream<LabelledSample> samples, List<String> classNames) {
    List<LabelledSample> all = samples.toList();
    List<float[]> rows = all.stream().map(LabelledSample::features).toList();
    int[] labels = all.stream().mapToInt(LabelledSample::label).toArray();
    return classification(sample, DatasetChecks.joined(sample, rows), labels, classNames);
  }

  /**
   * The samples of a stream with numbers to predict, in its order.
   *
   * @param sample shape of one sample
   * @param target shape of what is to be predicted for one sample
   * @throws ShapeException if a sample or target has another size, naming the row
   */
  public static Dataset regression(Shape sample, Shape target, Stream<TargetedSample> samples) {
    List<TargetedSample> all = samples.toList();
    List<float[]> rows = all.stream().map(TargetedSample::features).toList();
    List<float[]> targets = all.stream().map(TargetedSample::target).toList();
    return regression(
        sample, DatasetChecks.joined(sample, rows), target, DatasetChecks.joined(target, targets));
  }

  private static SampleSource copyOf(Shape sample, float[] features) {
    return new ArraySource(features.clone(), sample.size());
  }

  /** Samples in an array, one after another. */
  private static final class ArraySource implements SampleSource {

    private final float[] samples;
    private final int size;

    ArraySource(float[] samples, int size) {
      this.samples = samples;
      this.size = size;
    }

    @Override
    public void copy(int row, float[] into, int offset) {
      System.arraycopy(samples, row * size, into, offset, size);
    }
  }

  /**
   * A hash of all that the data consist of, by which to tell data sets apart: shapes, names, and
   * the features, target and weights of every row, each of which is read once. Equal data have
   * equal ones on every machine. Not for data that somebody may have forged.
   */
  public String fingerprint() {
    return DataWatch.fingerprint(this);
  }

  /** Whether all samples are in memory, so that reading them costs next to nothing. */
  boolean isInMemory() {
    return features instanceof ArraySource;
  }

  /** Number of samples. */
  public int size() {
    return rows.length;
  }

  /** Shape of one sample. */
  public Shape sampleShape() {
    return sampleShape;
  }

  /** Shape of the target of one sample; a scalar for classes. */
  public Shape targetShape() {
    return targetShape;
  }

  /** Whether the targets are classes. */
  public boolean isClassification() {
    return !classNames.isEmpty();
  }

  /** Number of classes; 0 in a regression. */
  public int classes() {
    return classNames.size();
  }

  /** The names of the classes; none in a regression. */
  public List<String> classNames() {
    return classNames;
  }

  /** The names of a sample's features in row-major order; none if none were given. */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * The same data with names of features.
   *
   * @throws ShapeException if there is not one for each element of a sample
   */
  public Dataset withFeatureNames(List<String> names) {
    DatasetChecks.names(names, sampleShape);
    return new Dataset(this, sampleShape, rows, List.copyOf(names), weights);
  }

  /**
   * The same data with samples of another shape and as many elements: flat images as [1, 28, 28],
   * or the other way round.
   *
   * @throws ShapeException if the shape has another number of elements
   */
  public Dataset withSampleShape(Shape shape) {
    if (shape.size() != sampleShape.size()) {
      throw new ShapeException("samples of shape " + sampleShape + " cannot have shape " + shape);
    }
    return new Dataset(this, shape, rows, featureNames, weights);
  }

  /**
   * Some of the samples, in that order; one may be chosen more than once.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Dataset subset(int... chosen) {
    int[] result = Arrays.stream(chosen).map(this::base).toArray();
    int width = weightWidth();
    float[] taken = new float[result.length * width];
    for (int i = 0; i < result.length; i++) {
      System.arraycopy(weights, chosen[i] * width, taken, i * width, width);
    }
    return new Dataset(this, sampleShape, result, featureNames, taken);
  }

  /**
   * The same data with weights: a sample of weight 2 counts as if it were there twice, one of
   * weight 0 not at all. Losses, of training and validation, are divided by the sum of the weights,
   * and metrics count by them. A batch whose weights are all 0 changes nothing.
   *
   * <p>A mask is a weight of 0 or 1 for each element of the targets, where the loss has one for
   * each; a masked loss still has to be finite.
   *
   * @param newWeights finite and from 0: one for each sample, or one for each element of its target
   * @throws ShapeException if there are too many or too few
   * @throws dev.cotangent.core.CotangentException if one is negative, infinite or NaN, naming the
   *     row
   */
  public Dataset withWeights(float... newWeights) {
    DatasetChecks.weights(newWeights, size(), targetShape);
    return new Dataset(this, sampleShape, rows, featureNames, newWeights.clone());
  }

  /** The same samples with the numbers 0 and 1 as targets, in place of two classes. */
  Dataset withNumbersForClasses() {
    float[] numbers = new float[size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = label(row);
    }
    SampleSource own = (row, into, offset) -> features.copy(base(row), into, offset);
    Dataset plain = regression(sampleShape, own, Shape.of(1), numbers);
    return new Dataset(plain, sampleShape, plain.rows, featureNames, weights);
  }

  /** How many weights each sample has: 0 if all samples count alike. */
  public int weightWidth() {
    return rows.length == 0 ? 0 : weights.length / rows.length;
  }

  /** A copy of the weights of a sample; none if all samples count alike. */
  public float[] weights(int row) {
    float[] copy = new float[weightWidth()];
    copyWeights(row, copy, 0);
    return copy;
  }

  /**
   * Some rows as arrays for a {@linkplain TrainStep#run(Batch) step of one's own}: {@code
   * features}, {@code target} (an {@code int[]} of classes, or a {@code float[]}) and, if the data
   * have weights, {@code weights}.
   *
   * @param chosen which rows, in that order; one may be chosen more than once
   * @throws CotangentException if no row is chosen, or one that there is not
   */
  public Batch batch(int... chosen) {
    return DatasetBatch.of(this, chosen);
  }

  /**
   * Fills a batch that {@link #batch(int...)} made with other rows, as many as it has. Allocates
   * nothing, unless a {@link SampleSource} does.
   *
   * @param order rows, of which those from {@code from} on are taken: {@link #order}, for instance
   * @return {@code into}
   * @throws CotangentException if the batch has other arrays, the order ends before it is full, or
   *     there is no such row
   */
  public Batch batch(int[] order, int from, Batch into) {
    return DatasetBatch.fill(this, order, from, into);
  }

  /**
   * All rows in the order in which {@link Trainer#fit} takes them in an epoch: a function of seed,
   * epoch and number of rows.
   *
   * @param epoch from 0
   */
  public int[] order(long seed, int epoch) {
    int[] order = new int[size()];
    Shuffle.order(order, seed, epoch);
    return order;
  }

  /** Copies the weights of a sample, allocating nothing. */
  void copyWeights(int row, float[] into, int offset) {
    int width = weightWidth();
    System.arraycopy(weights, row * width, into, offset, width);
  }

  /** A copy of a sample. */
  public float[] features(int row) {
    float[] copy = new float[sampleShape.size()];
    copyFeatures(row, copy, 0);
    return copy;
  }

  /**
   * The class of a sample.
   *
   * @throws dev.cotangent.core.CotangentException in a regression
   */
  public int label(int row) {
    DatasetChecks.kind(this, true);
    return labels[base(row)];
  }

  /**
   * A copy of the target of a sample.
   *
   * @throws dev.cotangent.core.CotangentException in a classification
   */
  public float[] target(int row) {
    DatasetChecks.kind(this, false);
    float[] copy = new float[targetShape.size()];
    copyTarget(row, copy, 0);
    return copy;
  }

  /** The weight of an element of a sample's target; 1 if all samples count alike. */
  float weight(int row, int element) {
    int width = weightWidth();
    return width == 0 ? 1 : weights[row * width + (width == 1 ? 0 : element)];
  }

  /** An element of a sample's target. */
  float target(int row, int element) {
    return targets[base(row) * targetShape.size() + element];
  }

  /** Copies a sample, allocating nothing. */
  void copyFeatures(int row, float[] into, int offset) {
    features.copy(base(row), into, offset);
  }

  /** Copies a target, allocating nothing. */
  void copyTarget(int row, float[] into, int offset) {
    int size = targetShape.size();
    System.arraycopy(targets, base(row) * size, into, offset, size);
  }

  private int base(int row) {
    return rows[Objects.checkIndex(row, rows.length)];
  }

  @Override
  public String toString() {
    String kind = isClassification() ? classes() + " classes" : "targets " + targetShape;
    return "Dataset[" + size() + " samples " + sampleShape + ", " + kind + "]";
  }
}
