package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Class targets: one class for each sample, or for each of its elements: tokens [t], pixels [h, w].
 *
 * <p>A loss of class indices, such as {@link dev.cotangent.core.loss.CrossEntropy}, compares them
 * with outputs of the same shape plus a last axis of classes. For a loss of numbers such as {@link
 * dev.cotangent.core.loss.BinaryCrossEntropyWithLogits}, two classes become 0 and 1.
 */
public final class ClassTargets extends Targets {

  private final int[] classes;
  private final List<String> names;

  private ClassTargets(Shape shape, int size, int[] classes, List<String> names, float[] weights) {
    super(shape, size, weights);
    this.classes = classes;
    this.names = names;
  }

  /**
   * Creates targets with one class for each sample.
   *
   * @param labels the index of each sample's class in {@code classNames}
   * @throws CotangentException if a label is not a class index, naming the row
   */
  public static ClassTargets of(int[] labels, List<String> classNames) {
    return of(Shape.scalar(), labels, classNames);
  }

  /** Like {@link #of(int[], List)}, with classes named 0, 1, … */
  public static ClassTargets of(int[] labels, int classes) {
    return of(Shape.scalar(), labels, classes);
  }

  /**
   * Creates targets with a class for each element of a sample's target.
   *
   * @param shape shape of one sample's target: a scalar, [tokens], [height, width]
   * @param labels the index of each element's class in {@code classNames}, sample by sample, each
   *     row-major
   * @throws dev.cotangent.core.ShapeException if the number of labels is not a multiple of the
   *     shape's size
   * @throws CotangentException if a label is not a class index, naming row and element
   */
  public static ClassTargets of(Shape shape, int[] labels, List<String> classNames) {
    int rows = DatasetChecks.rows(shape, labels.length, "labels");
    DatasetChecks.labels(labels, shape.size(), classNames.size());
    return new ClassTargets(shape, rows, labels.clone(), List.copyOf(classNames), alike());
  }

  /** Like {@link #of(Shape, int[], List)}, with classes named 0, 1, … */
  public static ClassTargets of(Shape shape, int[] labels, int classes) {
    return of(shape, labels, numbered(classes));
  }

  /**
   * Creates targets in which some elements have no class and are ignored: they get weight 0 and
   * class 0.
   *
   * @param ignored the label of elements without a class, such as PyTorch's −100; must not be a
   *     class index
   * @throws dev.cotangent.core.ShapeException if the number of labels is not a multiple of the
   *     shape's size
   * @throws CotangentException if a label is neither a class index nor {@code ignored}, naming row
   *     and element, or if {@code ignored} is a class index
   */
  public static ClassTargets of(Shape shape, int[] labels, List<String> classNames, int ignored) {
    if (ignored >= 0 && ignored < classNames.size()) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the ignored label %d is class '%s'; to ignore a class, use "
                  + "CrossEntropy.withIgnoreIndex",
              ignored,
              classNames.get(ignored)));
    }
    int[] known = Arrays.stream(labels).map(label -> label == ignored ? 0 : label).toArray();
    float[] mask = new float[labels.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = labels[i] == ignored ? 0 : 1;
    }
    return of(shape, known, classNames).withMask(mask);
  }

  /** Like {@link #of(Shape, int[], List, int)}, with classes named 0, 1, … */
  public static ClassTargets of(Shape shape, int[] labels, int classes, int ignored) {
    return of(shape, labels, numbered(classes), ignored);
  }

  /** Integers that are not classes, such as the categories of an input. */
  static ClassTargets ofIndices(Shape shape, int... values) {
    int rows = DatasetChecks.rows(shape, values.length, "numbers");
    return new ClassTargets(shape, rows, values.clone(), List.of(), alike());
  }

  /** The class names 0, 1, … */
  static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private ClassTargets withMask(float[] mask) {
    return mask.length == 0 ? this : withWeights(mask);
  }

  @Override
  public ClassTargets withWeights(float... newWeights) {
    return new ClassTargets(shape(), size(), classes, names, checked(newWeights));
  }

  /** The names of the classes. */
  @Override
  public List<String> classNames() {
    return names;
  }

  @Override
  ArrayKind kind() {
    return ArrayKind.INTEGERS;
  }

  @Override
  Object array() {
    return classes;
  }

  /** Leaves out the shape of one class per sample. */
  @Override
  void describe(JsonObject.Builder schema) {
    schema.put("classes", DataSchema.names(names));
    if (shape().rank() > 0) {
      schema.put(DataSchema.SHAPE, DataSchema.shape(shape()));
    }
  }

  @Override
  public String toString() {
    return names.size() + " classes" + (shape().rank() == 0 ? "" : " for each of " + shape());
  }
}
