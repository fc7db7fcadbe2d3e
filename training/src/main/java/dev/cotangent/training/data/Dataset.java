package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.EvaluationData;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.Shuffle;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  private static final DatasetEvaluator EVALUATOR =
      ServiceLoader.load(DatasetEvaluator.class, Dataset.class.getClassLoader())
          .findFirst()
          .orElseThrow();

  private final Shape sampleShape;
  private final SampleSource features;
  private final int[] rows;
  private final List<TargetColumn> columns;
  private final TargetColumn first;
  private final List<TargetColumn> inputs;
  private final List<TargetColumn> all;
  private final String sampleName;
  private final List<String> featureNames;

  private Dataset(
      Shape sampleShape,
      SampleSource features,
      int[] rows,
      List<TargetColumn> columns,
      List<TargetColumn> inputs,
      String sampleName,
      List<String> featureNames) {
    this.sampleShape = sampleShape;
    this.features = features;
    this.rows = rows;
    this.columns = columns;
    this.first = columns.get(0);
    this.inputs = inputs;
    this.all = Stream.concat(columns.stream(), inputs.stream()).toList();
    this.sampleName = sampleName;
    this.featureNames = featureNames;
  }

  /**
   * Creates a data set from samples and targets.
   *
   * @param sample shape of one sample
   * @param features the samples, one after another, each row-major
   * @throws ShapeException if the numbers of samples and targets differ
   */
  public static Dataset of(Shape sample, float[] features, Targets targets) {
    String what = targets instanceof NumberTargets ? "targets" : "labels";
    DatasetChecks.sameRows(sample, features, targets.size(), what);
    return of(sample, copyOf(sample, features), targets);
  }

  /**
   * Creates a data set whose samples need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features supplies each sample when it is needed
   */
  public static Dataset of(Shape sample, SampleSource features, Targets targets) {
    Given.of("dataset: the features", features);
    TargetColumn column = TargetColumn.of(TargetNames.FIRST, targets);
    return new Dataset(
        sample,
        features,
        column.rows(),
        List.of(column),
        List.of(),
        BatchNames.FEATURES,
        List.of());
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
   * @throws dev.cotangent.core.CotangentException if a label is not a class index, naming the row
   */
  public static Dataset classification(
      Shape sample, float[] features, int[] labels, List<String> classNames) {
    DatasetChecks.sameRows(sample, features, labels.length, "labels");
    return of(sample, features, ClassTargets.of(labels, classNames));
  }

  /**
   * Creates a data set with a class for each sample, whose samples need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features supplies each sample when it is needed
   * @param labels the index of each sample's class in {@code classNames}
   * @throws dev.cotangent.core.CotangentException if a label is not a class index, naming the row
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
   * @throws dev.cotangent.core.CotangentException if a label is neither a class index nor {@code
   *     ignored}, naming the row, or if {@code ignored} is a class index
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
   * Creates a data set with numeric targets, whose samples need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features supplies each sample when it is needed
   * @param target shape of one sample's target
   * @param targets the targets one after another, each row-major
   * @throws ShapeException if the number of targets is not a multiple of the target's size
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
   * @throws dev.cotangent.core.CotangentException if a label is not a class index, naming the row
   */
  public static Dataset classification(
      Shape sample, Stream<LabelledSample> samples, List<String> classNames) {
    List<LabelledSample> all = samples.toList();
    List<float[]> rows = all.stream().map(LabelledSample::features).toList();
    int[] labels = all.stream().mapToInt(LabelledSample::label).toArray();
    return classification(sample, DatasetChecks.joined(sample, rows), labels, classNames);
  }

  /**
   * Collects a stream of samples with numeric targets, in its order.
   *
   * @param sample shape of one sample
   * @param target shape of one sample's target
   * @throws ShapeException if a sample or target has a different size, naming the row
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

  /** Samples in one array, one after another. */
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
    return features instanceof ArraySource;
  }

  /** The number of samples. */
  public int size() {
    return rows.length;
  }

  /** The shape of one sample. */
  public Shape sampleShape() {
    return sampleShape;
  }

  /** The shape of one sample's target; a scalar for a class per sample. */
  public Shape targetShape() {
    return first.shape();
  }

  /** Whether the (first) targets are classes. */
  public boolean isClassification() {
    return first.isClasses();
  }

  /** The number of classes; 0 if the targets are not classes. */
  public int classes() {
    return classNames().size();
  }

  /** The class names; empty if the targets are not classes. */
  public List<String> classNames() {
    return first.targets() instanceof ClassTargets classes ? classes.classNames() : List.of();
  }

  /** The column names of the (first) targets, for numbers or labels; empty if there are none. */
  public List<String> columnNames() {
    return columnNames(first);
  }

  private static List<String> columnNames(TargetColumn column) {
    if (column.targets() instanceof NumberTargets numbers) {
      return numbers.columnNames();
    }
    return column.targets() instanceof LabelTargets labels ? labels.labelNames() : List.of();
  }

  /**
   * The class or column names of the targets that an objective knows by this input name, if any.
   */
  public List<String> namesOf(String input) {
    for (TargetColumn column : all()) {
      if (column.names().target().equals(input)) {
        return column.targets() instanceof ClassTargets classes
            ? classes.classNames()
            : columnNames(column);
      }
    }
    return List.of();
  }

  /** The names of the labels in a multi-label data set; empty otherwise. */
  public List<String> labelNames() {
    return first.targets() instanceof LabelTargets labels ? labels.labelNames() : List.of();
  }

  /** The names of a sample's features in row-major order; empty if none were given. */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * Returns the same data with feature names.
   *
   * @throws ShapeException unless there is one name for each element of a sample
   */
  public Dataset withFeatureNames(List<String> names) {
    DatasetChecks.names(names, sampleShape);
    return new Dataset(
        sampleShape, features, rows, columns, inputs, sampleName, List.copyOf(names));
  }

  /**
   * Returns the same data with samples of another shape of equal size, such as flat images as [1,
   * 28, 28] or the reverse.
   *
   * @throws ShapeException if the shape has a different number of elements
   */
  public Dataset withSampleShape(Shape shape) {
    if (shape.size() != sampleShape.size()) {
      throw new ShapeException("samples of shape " + sampleShape + " cannot have shape " + shape);
    }
    return new Dataset(shape, features, rows, columns, inputs, sampleName, featureNames);
  }

  /**
   * Returns the same data with further targets, for an {@link Objective} that uses several: they
   * are the input {@code target.NAME}, and {@code weights.NAME} if they have weights.
   *
   * @param name a name different from {@link #targetNames the other targets'}
   * @throws ShapeException if the numbers of targets and samples differ
   * @throws CotangentException if the name is empty or already used
   */
  public Dataset with(String name, Targets targets) {
    DatasetChecks.name(name, targetNames());
    if (targets.size() != size()) {
      throw new ShapeException(
          size() + " samples, but " + targets.size() + " rows of targets '" + name + "'");
    }
    List<TargetColumn> more = new ArrayList<>(columns);
    more.add(TargetColumn.of(TargetNames.of(name), targets));
    return withColumns(more);
  }

  /** The names of all targets; the first is {@code target}. */
  public List<String> targetNames() {
    return columns.stream().map(each -> each.names().name()).toList();
  }

  /**
   * Returns the same samples with only one of the targets, as the first.
   *
   * @throws CotangentException if there are no targets of that name
   */
  public Dataset select(String target) {
    int index = targetNames().indexOf(target);
    if (index < 0) {
      throw new CotangentException(
          this + " has no targets '" + target + "'; it has " + targetNames());
    }
    return columns.size() == 1 ? this : only(columns.get(index));
  }

  private Dataset only(TargetColumn column) {
    TargetColumn alone =
        new TargetColumn(TargetNames.FIRST, column.targets(), column.rows(), column.weights());
    return withColumns(List.of(alone));
  }

  /** All targets, starting with the first. */
  List<TargetColumn> columns() {
    return columns;
  }

  /**
   * Returns the same data with this name for the samples as an input of a model or objective; the
   * default is {@code features}.
   *
   * @throws CotangentException if the name is already used or not allowed
   */
  public Dataset named(String name) {
    DatasetChecks.inputName(name, inputs.stream().map(each -> each.names().name()).toList());
    return new Dataset(sampleShape, features, rows, columns, inputs, name, featureNames);
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
    return withInput(name, NumberTargets.of(shape, values));
  }

  /** Like {@link #withInput(String, Shape, float...)}, with I32 integers such as categories. */
  public Dataset withInput(String name, Shape shape, int... values) {
    return withInput(name, ClassTargets.ofIndices(shape, values));
  }

  private Dataset withInput(String name, Targets values) {
    DatasetChecks.inputName(name, inputNames());
    if (values.size() != size()) {
      throw new ShapeException(
          size() + " samples, but " + values.size() + " rows of input '" + name + "'");
    }
    List<TargetColumn> more = new ArrayList<>(inputs);
    more.add(TargetColumn.of(TargetNames.ofInput(name), values));
    return new Dataset(
        sampleShape, features, rows, columns, List.copyOf(more), sampleName, featureNames);
  }

  /** The names of all inputs, starting with that of the samples. */
  public List<String> inputNames() {
    return signature().names();
  }

  /** The inputs: names, types and shapes for one sample. */
  public Signature signature() {
    Signature all = Signature.none();
    if (sampleShape.size() > 0) {
      all = all.and(sampleName, sampleShape);
    }
    for (TargetColumn input : inputs) {
      DType dtype = input.isClasses() ? DType.I32 : DType.F32;
      all = all.and(input.names().name(), dtype, input.shape());
    }
    return all;
  }

  /**
   * A numeric input as the samples of a data set of its own.
   *
   * @throws CotangentException if there is no input of that name, or it holds integers
   */
  Dataset samplesOf(String input) {
    Port port = signature().port(input);
    if (port.dtype() != DType.F32) {
      throw new CotangentException("input '" + input + "' is " + port + ", expected F32");
    }
    if (input.equals(sampleName)) {
      return this;
    }
    int others = inputs.size() - inputNames().size();
    TargetColumn column = inputs.get(others + inputNames().indexOf(input));
    Targets none = NumberTargets.of(Shape.scalar(), new float[size()]);
    return of(port.sample(), column::copyNumbers, none);
  }

  /**
   * Returns the same data without {@linkplain #withInput(String, Shape, float...) further inputs},
   * and with the default name for the samples: as a model with one input takes them.
   */
  public Dataset withoutInputs() {
    boolean already = inputs.isEmpty() && sampleName.equals(BatchNames.FEATURES);
    return already
        ? this
        : new Dataset(
            sampleShape, features, rows, columns, List.of(), BatchNames.FEATURES, featureNames);
  }

  /** The inputs other than the samples. */
  List<TargetColumn> inputs() {
    return inputs;
  }

  /** All targets, followed by the inputs other than the samples. */
  List<TargetColumn> all() {
    return all;
  }

  /** The name of the samples as an input. */
  String sampleName() {
    return sampleName;
  }

  /**
   * Returns the chosen samples in the given order; one may be chosen more than once.
   *
   * @throws IndexOutOfBoundsException if a row does not exist
   */
  public Dataset subset(int... chosen) {
    int[] base = Arrays.stream(chosen).map(this::base).toArray();
    List<TargetColumn> taken = columns.stream().map(each -> each.subset(chosen)).toList();
    List<TargetColumn> more = inputs.stream().map(each -> each.subset(chosen)).toList();
    return new Dataset(sampleShape, features, base, taken, more, sampleName, featureNames);
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
   * @throws dev.cotangent.core.CotangentException if a weight is negative, infinite or NaN, naming
   *     the row
   */
  public Dataset withWeights(float... newWeights) {
    List<TargetColumn> weighted = new ArrayList<>(columns);
    weighted.set(0, first.withWeights(newWeights));
    return withColumns(weighted);
  }

  private Dataset withColumns(List<TargetColumn> newColumns) {
    List<TargetColumn> copy = List.copyOf(newColumns);
    return new Dataset(sampleShape, features, rows, copy, inputs, sampleName, featureNames);
  }

  /**
   * Returns the same samples with class indices as numeric targets, such as 0 and 1 for two
   * classes; only the first targets are kept.
   *
   * @param target shape of one sample's target
   */
  public Dataset withNumbersForClasses(Shape target) {
    DatasetChecks.kind(this, true);
    return only(first.asNumbers(target));
  }

  /**
   * Returns the same data with weight 0 for each target element of a class, as for a loss that
   * ignores the class.
   *
   * @throws CotangentException if the targets are not classes
   */
  public Dataset withIgnoredClass(int label) {
    DatasetChecks.kind(this, true);
    int width = targetShape().size();
    float[] weights = new float[Math.multiplyExact(size(), width)];
    for (int i = 0; i < weights.length; i++) {
      boolean counts = label(i / width, i % width) != label;
      weights[i] = counts ? weight(i / width, i % width) : 0;
    }
    return size() == 0 ? this : withWeights(weights);
  }

  /** Whether no target counts, because all weights are 0 or there are no rows. */
  public boolean isWeightless() {
    for (int row = 0; row < size(); row++) {
      for (int element = 0; element < Math.max(1, weightWidth()); element++) {
        if (weight(row, element) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of weights per sample; 0 if all samples count alike. */
  public int weightWidth() {
    return first.weightWidth();
  }

  /** A copy of a sample's weights; empty if all samples count alike. */
  public float[] weights(int row) {
    float[] copy = new float[weightWidth()];
    first.copyWeights(row, copy, 0);
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
   * @throws CotangentException if data, model and loss do not fit together, or no row counts
   */
  @Override
  public Evaluation evaluate(Model model, Loss loss) {
    return EVALUATOR.evaluate(model, this, loss);
  }

  /** A copy of a sample. */
  public float[] features(int row) {
    float[] copy = new float[sampleShape.size()];
    copyFeatures(row, copy, 0);
    return copy;
  }

  /**
   * The class index of a sample.
   *
   * @throws dev.cotangent.core.CotangentException if the targets are not classes, or a sample has
   *     several
   */
  public int label(int row) {
    DatasetChecks.oneClass(this);
    return first.label(row, 0);
  }

  /**
   * A copy of the class indices of a sample's elements, such as tokens, row-major.
   *
   * @throws dev.cotangent.core.CotangentException if the targets are not classes
   */
  public int[] labels(int row) {
    DatasetChecks.kind(this, true);
    int[] copy = new int[targetShape().size()];
    first.copyClasses(row, copy, 0);
    return copy;
  }

  /**
   * A copy of the target of a sample: numbers, or 0 and 1 for labels.
   *
   * @throws dev.cotangent.core.CotangentException if the targets are classes
   */
  public float[] target(int row) {
    DatasetChecks.kind(this, false);
    float[] copy = new float[targetShape().size()];
    first.copyNumbers(row, copy, 0);
    return copy;
  }

  /** The weight of an element of a sample's target; 1 if all samples count alike. */
  public float weight(int row, int element) {
    return first.weight(row, element);
  }

  /** An element of a sample's numeric target. */
  public float target(int row, int element) {
    return first.number(row, element);
  }

  /** The class index of an element of a sample's target. */
  public int label(int row, int element) {
    return first.label(row, element);
  }

  /** Copies a sample's numeric target without allocating. */
  public void copyTarget(int row, float[] into, int offset) {
    first.copyNumbers(row, into, offset);
  }

  /** Copies the class indices of a sample's elements, such as tokens, without allocating. */
  public void copyClasses(int row, int[] into, int offset) {
    first.copyClasses(row, into, offset);
  }

  /** Copies a sample without allocating. */
  public void copyFeatures(int row, float[] into, int offset) {
    features.copy(base(row), into, offset);
  }

  private int base(int row) {
    return rows[Objects.checkIndex(row, rows.length)];
  }

  @Override
  public String toString() {
    String more = columns.size() == 1 ? "" : " and " + (columns.size() - 1) + " more targets";
    return "Dataset[" + size() + " samples " + sampleShape + ", " + first.targets() + more + "]";
  }
}
