package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Given;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Port;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.random.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Samples of one shape, and what is to be predicted for each: {@link Targets}, a class or numbers
 * in the simplest case.
 *
 * <p>There may be several targets, each with a name. A training by a {@link
 * dev.cotangent.core.loss.Loss} uses the first, an {@link Objective} any of them.
 *
 * <p>Arrays are copied when a data set is made; {@linkplain #subset subsets} share them. Samples
 * may also come from a {@link SampleSource}, which then has to be as safe as its users need. Values
 * may be NaN or infinite; a step that meets one reports it. Immutable, safe for use by many
 * threads.
 */
public final class Dataset {

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
   * Samples with targets.
   *
   * @param sample shape of one sample
   * @param features the samples one after another, each row-major
   * @throws ShapeException if the numbers of features and targets do not agree
   */
  public static Dataset of(Shape sample, float[] features, Targets targets) {
    String what = targets instanceof NumberTargets ? "targets" : "labels";
    DatasetChecks.sameRows(sample, features, targets.size(), what);
    return of(sample, copyOf(sample, features), targets);
  }

  /**
   * Samples with targets, which need not fit into memory.
   *
   * @param sample shape of one sample
   * @param features gives each sample when it is needed
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
        StepTensors.FEATURES,
        List.of());
  }

  /**
   * Targets of samples that are to have named inputs alone, each {@linkplain #withInput(String,
   * Shape, int...) added}: for a model of several inputs that are all of whole numbers, such as
   * users and items.
   */
  public static Dataset of(Targets targets) {
    return of(Shape.of(0), (row, into, offset) -> {}, targets);
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
    return of(sample, features, ClassTargets.of(labels, classNames));
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
    return of(sample, features, ClassTargets.of(labels, classNames));
  }

  /** As {@link #classification(Shape, float[], int[], List)}, the classes being called 0, 1, … */
  public static Dataset classification(Shape sample, float[] features, int[] labels, int classes) {
    return classification(sample, features, labels, ClassTargets.numbered(classes));
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
    return of(sample, features, ClassTargets.of(Shape.scalar(), labels, classNames, ignored));
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
    return of(sample, features, NumberTargets.of(target, targets));
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
    return of(sample, features, NumberTargets.of(target, targets));
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

  /** Shape of the target of one sample; a scalar for a class each. */
  public Shape targetShape() {
    return first.shape();
  }

  /** Whether the (first) targets are classes. */
  public boolean isClassification() {
    return first.isClasses();
  }

  /** Number of classes; 0 if the targets are none. */
  public int classes() {
    return classNames().size();
  }

  /** The names of the classes; none if the targets are none. */
  public List<String> classNames() {
    return first.targets() instanceof ClassTargets classes ? classes.classNames() : List.of();
  }

  /**
   * The names of the columns of the (first) targets, of numbers or labels; none if there are none.
   */
  public List<String> columnNames() {
    return columnNames(first);
  }

  private static List<String> columnNames(TargetColumn column) {
    if (column.targets() instanceof NumberTargets numbers) {
      return numbers.columnNames();
    }
    return column.targets() instanceof LabelTargets labels ? labels.labelNames() : List.of();
  }

  /** The names of the classes or columns of the targets that an objective calls so, if any. */
  List<String> namesOf(String input) {
    for (TargetColumn column : all()) {
      if (column.names().target().equals(input)) {
        return column.targets() instanceof ClassTargets classes
            ? classes.classNames()
            : columnNames(column);
      }
    }
    return List.of();
  }

  /** The names of labels of which a sample may have several; none if the targets are none. */
  public List<String> labelNames() {
    return first.targets() instanceof LabelTargets labels ? labels.labelNames() : List.of();
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
    return new Dataset(
        sampleShape, features, rows, columns, inputs, sampleName, List.copyOf(names));
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
    return new Dataset(shape, features, rows, columns, inputs, sampleName, featureNames);
  }

  /**
   * The same data with further targets, for an {@link Objective} that has several: an input {@code
   * target.NAME}, and {@code weights.NAME} if they have weights.
   *
   * @param name unlike {@link #targetNames those of the other targets}
   * @throws ShapeException if there are not as many targets as samples
   * @throws CotangentException if the name is empty or taken
   */
  public Dataset with(String name, Targets targets) {
    DatasetChecks.name(name, targetNames());
    if (targets.size() != size()) {
      throw new ShapeException(
          size() + " samples but " + targets.size() + " of the targets '" + name + "'");
    }
    List<TargetColumn> more = new ArrayList<>(columns);
    more.add(TargetColumn.of(TargetNames.of(name), targets));
    return withColumns(more);
  }

  /** The names of all targets, the first being {@code target}. */
  public List<String> targetNames() {
    return columns.stream().map(each -> each.names().name()).toList();
  }

  /**
   * The same samples with one of the targets alone, as its first.
   *
   * @throws CotangentException if there are no targets of that name
   */
  public Dataset select(String target) {
    int index = targetNames().indexOf(target);
    if (index < 0) {
      throw new CotangentException(
          this + " has no targets '" + target + "'; it has " + targetNames());
    }
    return only(columns.get(index));
  }

  private Dataset only(TargetColumn column) {
    TargetColumn alone =
        new TargetColumn(TargetNames.FIRST, column.targets(), column.rows(), column.weights());
    return withColumns(List.of(alone));
  }

  /** The same samples with the first targets alone. */
  Dataset first() {
    return columns.size() == 1 ? this : only(first);
  }

  /** All targets, the first one first. */
  List<TargetColumn> columns() {
    return columns;
  }

  /**
   * The same data, whose samples are the input of that name of a model or objective; by default
   * {@code features}.
   *
   * @throws CotangentException if the name is taken or cannot be one
   */
  public Dataset named(String name) {
    DatasetChecks.inputName(name, inputs.stream().map(each -> each.names().name()).toList());
    return new Dataset(sampleShape, features, rows, columns, inputs, name, featureNames);
  }

  /**
   * The same data with another input of numbers beside the samples, for models and objectives of
   * several inputs.
   *
   * @param name of the input, unlike those of others
   * @param shape for one sample
   * @param values sample by sample, each row-major
   * @throws ShapeException if there are not as many as samples
   * @throws CotangentException if the name is taken or cannot be one
   */
  public Dataset withInput(String name, Shape shape, float... values) {
    return withInput(name, NumberTargets.of(shape, values));
  }

  /** As {@link #withInput(String, Shape, float...)}, of whole numbers, I32, such as categories. */
  public Dataset withInput(String name, Shape shape, int... values) {
    return withInput(name, ClassTargets.ofIndices(shape, values));
  }

  private Dataset withInput(String name, Targets values) {
    DatasetChecks.inputName(name, inputNames());
    if (values.size() != size()) {
      throw new ShapeException(
          size() + " samples but " + values.size() + " of the input '" + name + "'");
    }
    List<TargetColumn> more = new ArrayList<>(inputs);
    more.add(TargetColumn.of(TargetNames.ofInput(name), values));
    return new Dataset(
        sampleShape, features, rows, columns, List.copyOf(more), sampleName, featureNames);
  }

  /** The names of all inputs, that of the samples first. */
  public List<String> inputNames() {
    return signature().names();
  }

  /** The inputs: names, types and shapes of one sample. */
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

  /** The type of an input, if there is one of that name. */
  Optional<Port> port(String input) {
    Signature all = signature();
    return all.has(input) ? Optional.of(all.port(input)) : Optional.empty();
  }

  /**
   * One of the inputs, of numbers, as samples of their own.
   *
   * @throws CotangentException if there is none of that name, or it is of whole numbers
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

  /** The samples as {@code features} and no other input, as a model of one input takes them. */
  Dataset alone() {
    boolean already = inputs.isEmpty() && sampleName.equals(StepTensors.FEATURES);
    return already
        ? this
        : new Dataset(
            sampleShape, features, rows, columns, List.of(), StepTensors.FEATURES, featureNames);
  }

  /** The inputs beside the samples. */
  List<TargetColumn> inputs() {
    return inputs;
  }

  /** All targets, and then the inputs beside the samples. */
  List<TargetColumn> all() {
    return all;
  }

  /** What the samples are called as an input. */
  String sampleName() {
    return sampleName;
  }

  /**
   * Some of the samples, in that order; one may be chosen more than once.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Dataset subset(int... chosen) {
    int[] base = Arrays.stream(chosen).map(this::base).toArray();
    List<TargetColumn> taken = columns.stream().map(each -> each.subset(chosen)).toList();
    List<TargetColumn> more = inputs.stream().map(each -> each.subset(chosen)).toList();
    return new Dataset(sampleShape, features, base, taken, more, sampleName, featureNames);
  }

  /**
   * The same data with weights: a sample of weight 2 counts as if it were there twice, one of
   * weight 0 not at all. Losses, of training and validation, are divided by the sum of the weights,
   * and metrics count by them. A batch whose weights are all 0 changes nothing. They take the place
   * of the weights that the first targets had.
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
    List<TargetColumn> weighted = new ArrayList<>(columns);
    weighted.set(0, first.withWeights(newWeights));
    return withColumns(weighted);
  }

  private Dataset withColumns(List<TargetColumn> newColumns) {
    List<TargetColumn> copy = List.copyOf(newColumns);
    return new Dataset(sampleShape, features, rows, copy, inputs, sampleName, featureNames);
  }

  /** The same samples with the numbers 0 and 1 as targets of a shape, in place of two classes. */
  Dataset withNumbersForClasses(Shape target) {
    return only(first.asNumbers(target));
  }

  /** How many weights each sample has: 0 if all samples count alike. */
  public int weightWidth() {
    return first.weightWidth();
  }

  /** A copy of the weights of a sample; none if all samples count alike. */
  public float[] weights(int row) {
    float[] copy = new float[weightWidth()];
    first.copyWeights(row, copy, 0);
    return copy;
  }

  /**
   * Some rows as arrays for a {@linkplain TrainStep#run(Batch) step of one's own}: {@code
   * features}, {@code target} (an {@code int[]} of classes, or a {@code float[]}) and, if the data
   * have weights, {@code weights}; of further targets {@code target.NAME} and {@code weights.NAME}.
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

  /** A copy of a sample. */
  public float[] features(int row) {
    float[] copy = new float[sampleShape.size()];
    copyFeatures(row, copy, 0);
    return copy;
  }

  /**
   * The class of a sample.
   *
   * @throws dev.cotangent.core.CotangentException if the targets are no classes, or a sample has
   *     several
   */
  public int label(int row) {
    DatasetChecks.oneClass(this);
    return first.label(row, 0);
  }

  /**
   * The classes of a sample's elements, such as tokens, row-major; a copy.
   *
   * @throws dev.cotangent.core.CotangentException if the targets are no classes
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
   * @throws dev.cotangent.core.CotangentException in a classification
   */
  public float[] target(int row) {
    DatasetChecks.kind(this, false);
    float[] copy = new float[targetShape().size()];
    first.copyNumbers(row, copy, 0);
    return copy;
  }

  /** The weight of an element of a sample's target; 1 if all samples count alike. */
  float weight(int row, int element) {
    return first.weight(row, element);
  }

  /** An element of a sample's target, which are numbers. */
  float target(int row, int element) {
    return first.number(row, element);
  }

  /** The class of an element of a sample's target. */
  int label(int row, int element) {
    return first.label(row, element);
  }

  /** Copies the numbers of a sample's target, allocating nothing. */
  void copyTarget(int row, float[] into, int offset) {
    first.copyNumbers(row, into, offset);
  }

  /** Copies the classes of a sample's elements, such as tokens, allocating nothing. */
  void copyClasses(int row, int[] into, int offset) {
    first.copyClasses(row, into, offset);
  }

  /** Copies a sample, allocating nothing. */
  void copyFeatures(int row, float[] into, int offset) {
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
