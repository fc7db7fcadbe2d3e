package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.EvaluationData;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.Shuffle;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A data set: samples of one shape with their {@link Targets}, in the simplest case a class or
 * numbers for each sample.
 *
 * <p>There may be several named targets. A training with a {@link Loss} uses the first, an {@link
 * Objective} any of them.
 *
 * <p>Arrays are copied when a data set is created; {@linkplain #subset subsets} share them. Samples
 * may also come from a {@link SampleSource}, which must be as thread-safe as its users require.
 * Values may be NaN or infinite; a training step that meets one reports it. Immutable, thread-safe.
 */
public final class Dataset implements EvaluationData<Evaluation> {

  /** Looked up by the first evaluation, so that data sets can be used without it. */
  private static final class Service {
    static final Optional<DatasetEvaluator> EVALUATOR =
        ServiceLoader.load(DatasetEvaluator.class, Dataset.class.getClassLoader()).findFirst();
  }

  private final Samples samples;
  private final TargetColumns targets;
  private final ExtraInputs inputs;
  private final List<TargetColumn> columns;

  private Dataset(Samples samples, TargetColumns targets, ExtraInputs inputs) {
    this.samples = samples;
    this.targets = targets;
    this.inputs = inputs;
    this.columns = Stream.concat(targets.all().stream(), inputs.all().stream()).toList();
  }

  /**
   * Creates a data set from samples and targets.
   *
   * @param sample shape of one sample
   * @param features the samples, one after another, each row-major
   * @throws ShapeException if the numbers of samples and targets differ
   */
  public static Dataset of(Shape sample, float[] features, Targets targets) {
    DatasetChecks.sameRows(sample, features, targets);
    return of(sample, ArraySource.copyOf(sample, features), targets);
  }

  /**
   * Creates a data set whose samples need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features supplies each sample when it is needed
   */
  public static Dataset of(Shape sample, SampleSource features, Targets targets) {
    TargetColumn column = TargetColumn.of(TargetNames.FIRST, targets);
    Samples samples = Samples.of(sample, features, column.rows());
    return new Dataset(samples, TargetColumns.of(column), ExtraInputs.NONE);
  }

  /**
   * Creates a data set with targets but no samples yet: each input is {@linkplain
   * #withInput(String, Shape, int...) added} by name. For a model whose inputs are all integers,
   * such as users and items.
   */
  public static Dataset of(Targets targets) {
    return of(Shape.of(0), (row, into, offset) -> {}, targets);
  }

  /**
   * Creates a data set with a class for each sample.
   *
   * @param sample shape of one sample
   * @param features the samples, one after another, each row-major
   * @param labels the index of each sample's class in {@code classNames}
   * @throws ShapeException if the numbers of samples and labels differ
   * @throws CotangentException if a label is not a class index, naming the row
   */
  public static Dataset classification(
      Shape sample, float[] features, int[] labels, List<String> classNames) {
    return of(sample, features, ClassTargets.of(labels, classNames));
  }

  /**
   * Like {@link #classification(Shape, float[], int[], List)}, with samples that need not fit into
   * memory.
   */
  public static Dataset classification(
      Shape sample, SampleSource features, int[] labels, List<String> classNames) {
    return of(sample, features, ClassTargets.of(labels, classNames));
  }

  /** Like {@link #classification(Shape, float[], int[], List)}, with classes named 0, 1, … */
  public static Dataset classification(Shape sample, float[] features, int[] labels, int classes) {
    return classification(sample, features, labels, ClassTargets.numbered(classes));
  }

  /**
   * Creates a data set in which some samples have no class and are ignored: they get weight 0 (see
   * {@link #withWeights}) and {@link #label} 0.
   *
   * @param sample shape of one sample
   * @param features the samples, one after another, each row-major
   * @param labels the index of each sample's class in {@code classNames}, or {@code ignored}
   * @param ignored the label of samples without a class, such as PyTorch's −100; must not be a
   *     class index
   * @throws ShapeException if the numbers of samples and labels differ
   * @throws CotangentException if a label is neither a class index nor {@code ignored}, naming the
   *     row, or if {@code ignored} is a class index
   */
  public static Dataset classification(
      Shape sample, float[] features, int[] labels, List<String> classNames, int ignored) {
    return of(sample, features, ClassTargets.of(Shape.scalar(), labels, classNames, ignored));
  }

  /**
   * Creates a data set with numeric targets.
   *
   * @param sample shape of one sample
   * @param features the samples, one after another, each row-major
   * @param target shape of one sample's target, for example {@code Shape.of(1)}
   * @param targets the targets one after another, each row-major
   * @throws ShapeException if the numbers of samples and targets differ
   */
  public static Dataset regression(Shape sample, float[] features, Shape target, float[] targets) {
    return of(sample, features, NumberTargets.of(target, targets));
  }

  /**
   * Like {@link #regression(Shape, float[], Shape, float[])}, with samples that need not fit into
   * memory.
   */
  public static Dataset regression(
      Shape sample, SampleSource features, Shape target, float[] targets) {
    return of(sample, features, NumberTargets.of(target, targets));
  }

  /**
   * Collects a stream of samples with a class each, in its order.
   *
   * @param sample shape of one sample
   * @throws ShapeException if a sample has a different size, naming the row
   * @throws CotangentException if a label is not a class index, naming the row
   */
  public static Dataset classification(
      Shape sample, Stream<LabelledSample> samples, List<String> classNames) {
    return LabelledSample.collect(sample, samples.toList(), classNames);
  }

  /**
   * Collects a stream of samples with numeric targets, in its order.
   *
   * @param sample shape of one sample
   * @param target shape of one sample's target
   * @throws ShapeException if a sample or target has a different size, naming the row
   */
  public static Dataset regression(Shape sample, Shape target, Stream<TargetedSample> samples) {
    return TargetedSample.collect(sample, target, samples.toList());
  }

  /**
   * A hash over the whole content, to tell data sets apart: shapes, names, and the features,
   * targets and weights of every row, each of which is read once. Equal data has the same hash on
   * every machine. Not secure against forged data.
   */
  public String fingerprint() {
    return DataFingerprint.of(this);
  }

  /**
   * The structure of the data without its values, as a JSON object: number of rows, shapes, and the
   * names of inputs, features, targets, classes and labels; a hash replaces long lists.
   */
  public String schema() {
    return DataSchema.of(this).compact();
  }

  /** Whether all samples are in memory, so that reading them costs almost nothing. */
  public boolean isInMemory() {
    return samples.isInMemory();
  }

  /** The number of samples. */
  public int size() {
    return samples.rows().count();
  }

  /** The shape of one sample. */
  public Shape sampleShape() {
    return samples.shape();
  }

  /** The shape of one sample's target; a scalar for a class per sample. */
  public Shape targetShape() {
    return targets.first().shape();
  }

  /** Whether the (first) targets are classes. */
  public boolean isClassification() {
    return targets.first().kind() == ArrayKind.INTEGERS;
  }

  /** The number of classes; 0 if the targets are not classes. */
  public int classes() {
    return classNames().size();
  }

  /** The class names; empty if the targets are not classes. */
  public List<String> classNames() {
    return targets.first().targets().classNames();
  }

  /** The column names of the (first) targets, for numbers or labels; empty if there are none. */
  public List<String> columnNames() {
    return targets.first().targets().columnNames();
  }

  /**
   * The class or column names of the targets that an objective knows by this input name, if any.
   */
  public List<String> namesOf(String input) {
    return TargetNames.of(columns, input);
  }

  /** The names of the labels in a multi-label data set; empty otherwise. */
  public List<String> labelNames() {
    return targets.first().targets().labelNames();
  }

  /** The names of a sample's features in row-major order; empty if none were given. */
  public List<String> featureNames() {
    return samples.featureNames();
  }

  /**
   * Returns the same data with feature names.
   *
   * @throws ShapeException unless there is one name for each element of a sample
   */
  public Dataset withFeatureNames(List<String> names) {
    return with(samples.withFeatureNames(names));
  }

  /**
   * Returns the same data with samples of another shape of equal size, such as flat images as [1,
   * 28, 28] or the reverse.
   *
   * @throws ShapeException if the shape has a different number of elements
   */
  public Dataset withSampleShape(Shape shape) {
    return with(samples.withShape(shape));
  }

  private Dataset with(Samples changed) {
    return new Dataset(changed, targets, inputs);
  }

  /**
   * Returns the same data with further targets, for an {@link Objective} that uses several: they
   * are the input {@code target.NAME}, and {@code weights.NAME} if they have weights.
   *
   * @param name a name different from {@link #targetNames the other targets'}
   * @throws ShapeException if the numbers of targets and samples differ
   * @throws CotangentException if the name is empty or already used
   */
  public Dataset with(String name, Targets more) {
    return with(targets.with(name, more));
  }

  private Dataset with(TargetColumns changed) {
    return new Dataset(samples, changed, inputs);
  }

  /** The names of all targets; the first is {@code target}. */
  public List<String> targetNames() {
    return targets.names();
  }

  /**
   * Returns the same samples with only one of the targets, as the first.
   *
   * @throws CotangentException if there are no targets of that name
   */
  public Dataset select(String target) {
    TargetColumns selected = targets.select(target, this);
    return targetNames().size() == 1 ? this : with(selected);
  }

  /**
   * Returns the same data with this name for the samples as an input of a model or objective; the
   * default is {@code features}.
   *
   * @throws CotangentException if the name is already used or not allowed
   */
  public Dataset named(String name) {
    DatasetChecks.inputName(name, inputs.names());
    return with(samples.withName(name));
  }

  /**
   * Returns the same data with a further numeric input, for models and objectives of several
   * inputs.
   *
   * @param name name of the input, different from the others
   * @param shape shape for one sample
   * @param values the values, sample by sample, each row-major
   * @throws ShapeException if the numbers of values and samples do not match
   * @throws CotangentException if the name is already used or not allowed
   */
  public Dataset withInput(String name, Shape shape, float... values) {
    return with(inputs.with(name, NumberTargets.of(shape, values), samples));
  }

  /** Like {@link #withInput(String, Shape, float...)}, with I32 integers such as categories. */
  public Dataset withInput(String name, Shape shape, int... values) {
    return with(inputs.with(name, ClassTargets.ofIndices(shape, values), samples));
  }

  private Dataset with(ExtraInputs changed) {
    return new Dataset(samples, targets, changed);
  }

  /** The names of all inputs, starting with that of the samples. */
  public List<String> inputNames() {
    return signature().names();
  }

  /** The inputs: names, types and shapes for one sample. */
  public Signature signature() {
    return inputs.signature(samples);
  }

  /**
   * Returns the same targets with a numeric input as the samples.
   *
   * @throws CotangentException if there is no input of that name, or it holds integers
   */
  Dataset withSamples(String input) {
    return new Dataset(inputs.samples(input, samples), targets, ExtraInputs.NONE);
  }

  /**
   * Returns the same data without {@linkplain #withInput(String, Shape, float...) further inputs},
   * and with the default name for the samples: as a model with one input takes them.
   */
  public Dataset withoutInputs() {
    Samples renamed = samples.withName(BatchNames.FEATURES);
    return hasNamedInputs() ? new Dataset(renamed, targets, ExtraInputs.NONE) : this;
  }

  /** Whether the inputs differ from samples under the default name. */
  boolean hasNamedInputs() {
    return !inputs.all().isEmpty() || !samples.hasDefaultName();
  }

  Samples samples() {
    return samples;
  }

  TargetColumns targets() {
    return targets;
  }

  ExtraInputs inputs() {
    return inputs;
  }

  /** All targets, followed by the inputs other than the samples. */
  List<TargetColumn> columns() {
    return columns;
  }

  /**
   * Returns the chosen samples in the given order; one may be chosen more than once.
   *
   * @throws IndexOutOfBoundsException if a row does not exist
   */
  public Dataset subset(int... chosen) {
    return new Dataset(samples.subset(chosen), targets.subset(chosen), inputs.subset(chosen));
  }

  /**
   * Returns the same data with weights: a sample of weight 2 counts as if it were there twice, one
   * of weight 0 not at all. Training and validation losses are divided by the sum of the weights,
   * and metrics are weighted. A batch whose weights are all 0 changes nothing. Earlier weights of
   * the first targets are replaced.
   *
   * <p>A mask is a weight of 0 or 1 for each element of the targets, for losses with a term for
   * each element; masked losses still have to be finite.
   *
   * @param newWeights finite numbers from 0: one for each sample, or one for each element of its
   *     target
   * @throws ShapeException if their number is neither
   * @throws CotangentException if a weight is negative, infinite or NaN, naming the row
   */
  public Dataset withWeights(float... newWeights) {
    return with(targets.withFirst(targets.first().withWeights(newWeights)));
  }

  /**
   * Returns the same samples with class indices as numeric targets, such as 0 and 1 for two
   * classes; only the first targets are kept.
   *
   * @param target shape of one sample's target
   * @throws ShapeException if it does not have as many elements as a sample has classes
   */
  public Dataset withNumbersForClasses(Shape target) {
    TargetColumn classes = DatasetChecks.first(this, ArrayKind.INTEGERS);
    return with(TargetColumns.of(classes.asNumbers(target)));
  }

  /**
   * Returns the same data with weight 0 for each target element of a class, as for a loss that
   * ignores the class.
   *
   * @throws CotangentException if the targets are not classes
   */
  public Dataset withIgnoredClass(int label) {
    TargetColumn classes = DatasetChecks.first(this, ArrayKind.INTEGERS);
    return with(targets.withFirst(classes.withIgnored(label)));
  }

  /** Whether no target counts, because all weights are 0 or there are no rows. */
  public boolean isWeightless() {
    return targets.first().isWeightless();
  }

  /** The number of weights per sample; 0 if all samples count alike. */
  public int weightWidth() {
    return targets.first().weightWidth();
  }

  /** A copy of a sample's weights; empty if all samples count alike. */
  public float[] weights(int row) {
    float[] copy = new float[weightWidth()];
    targets.first().copyWeights(row, copy, 0);
    return copy;
  }

  /**
   * Returns rows as arrays for a {@linkplain TrainStep#run(Batch) custom step}: {@code features},
   * {@code target} (an {@code int[]} of classes, or a {@code float[]}), {@code weights} if the data
   * has weights, and {@code target.NAME} and {@code weights.NAME} for further targets.
   *
   * @param chosen the rows, in that order; one may be chosen more than once
   * @throws CotangentException if no row is chosen, or a row does not exist
   */
  public Batch batch(int... chosen) {
    return DatasetBatch.of(this, chosen);
  }

  /**
   * Refills a batch from {@link #batch(int...)} with the same number of other rows. Allocates
   * nothing, unless a {@link SampleSource} does.
   *
   * @param order row numbers, taken from index {@code from} on, for example {@link #order}
   * @return {@code into}
   * @throws CotangentException if the batch has different arrays, the order ends before the batch
   *     is full, or a row does not exist
   */
  public Batch batch(int[] order, int from, Batch into) {
    return DatasetBatch.fill(this, order, from, into);
  }

  /**
   * The order in which {@link Trainer#fit} visits the rows in an epoch: a function of seed, epoch
   * and number of rows.
   *
   * @param epoch from 0
   */
  public int[] order(long seed, int epoch) {
    int[] order = new int[size()];
    Shuffle.order(order, seed, epoch);
    return order;
  }

  /**
   * Evaluates a model on all rows: the mean loss and the default metrics. See {@code Evaluator} for
   * more settings.
   *
   * @throws CotangentException if data, model and loss do not fit together, no row counts, or
   *     packaging the application has dropped the evaluator's service declaration
   */
  @Override
  public Evaluation evaluate(Model model, Loss loss) {
    return Service.EVALUATOR.orElseThrow(DatasetChecks::noEvaluator).evaluate(model, this, loss);
  }

  /** A copy of a sample. */
  public float[] features(int row) {
    return samples.copyOf(row);
  }

  /**
   * The class index of a sample.
   *
   * @throws CotangentException if the targets are not classes, or a sample has several
   */
  public int label(int row) {
    return DatasetChecks.oneClass(this).label(row, 0);
  }

  /**
   * A copy of the class indices of a sample's elements, such as tokens, row-major.
   *
   * @throws CotangentException if the targets are not classes
   */
  public int[] labels(int row) {
    int[] copy = new int[targetShape().size()];
    copyClasses(row, copy, 0);
    return copy;
  }

  /**
   * A copy of the target of a sample: numbers, or 0 and 1 for labels.
   *
   * @throws CotangentException if the targets are classes
   */
  public float[] target(int row) {
    float[] copy = new float[targetShape().size()];
    copyTarget(row, copy, 0);
    return copy;
  }

  /** The weight of an element of a sample's target; 1 if all samples count alike. */
  public float weight(int row, int element) {
    return targets.first().weight(row, element);
  }

  /**
   * An element of a sample's numeric target.
   *
   * @throws CotangentException if the targets are classes
   */
  public float target(int row, int element) {
    return DatasetChecks.first(this, ArrayKind.NUMBERS).number(row, element);
  }

  /**
   * The class index of an element of a sample's target.
   *
   * @throws CotangentException if the targets are not classes
   */
  public int label(int row, int element) {
    return DatasetChecks.first(this, ArrayKind.INTEGERS).label(row, element);
  }

  /**
   * Copies a sample's numeric target without allocating.
   *
   * @throws CotangentException if the targets are classes
   */
  public void copyTarget(int row, float[] into, int offset) {
    DatasetChecks.first(this, ArrayKind.NUMBERS).copy(row, into, offset);
  }

  /**
   * Copies the class indices of a sample's elements, such as tokens, without allocating.
   *
   * @throws CotangentException if the targets are not classes
   */
  public void copyClasses(int row, int[] into, int offset) {
    DatasetChecks.first(this, ArrayKind.INTEGERS).copy(row, into, offset);
  }

  /** Copies a sample without allocating. */
  public void copyFeatures(int row, float[] into, int offset) {
    samples.copy(row, into, offset);
  }

  @Override
  public String toString() {
    return "Dataset[" + size() + " samples " + samples.shape() + ", " + targets + "]";
  }
}
