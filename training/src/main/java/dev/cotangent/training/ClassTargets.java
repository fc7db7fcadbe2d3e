package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A class for each sample, or for each of its elements: tokens [t], pixels [h, w].
 *
 * <p>A loss of classes, such as {@link dev.cotangent.core.loss.CrossEntropy}, takes them for
 * outputs of the same shape with a last axis of classes. Where a loss of two numbers such as {@link
 * dev.cotangent.core.loss.BinaryCrossEntropyWithLogits} is used, the two classes are 0 and 1.
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
   * A class for each sample.
   *
   * @param labels for each sample the position of its class in {@code classNames}
   * @throws CotangentException if a label is not a class, naming the row
   */
  public static ClassTargets of(int[] labels, List<String> classNames) {
    return of(Shape.scalar(), labels, classNames);
  }

  /** As {@link #of(int[], List)}, the classes being called 0, 1, … */
  public static ClassTargets of(int[] labels, int classes) {
    return of(Shape.scalar(), labels, classes);
  }

  /**
   * A class for each element of a sample's target.
   *
   * @param shape of the target of one sample: a scalar, [tokens], [height, width]
   * @param labels for each element the position of its class in {@code classNames}, sample by
   *     sample, each row-major
   * @throws dev.cotangent.core.ShapeException if the labels are not made of rows of the shape
   * @throws CotangentException if a label is not a class, naming row and element
   */
  public static ClassTargets of(Shape shape, int[] labels, List<String> classNames) {
    int rows = DatasetChecks.rows(shape, labels.length, "labels");
    DatasetChecks.labels(labels, shape.size(), classNames.size());
    return new ClassTargets(shape, rows, labels.clone(), List.copyOf(classNames), alike());
  }

  /** As {@link #of(Shape, int[], List)}, the classes being called 0, 1, … */
  public static ClassTargets of(Shape shape, int[] labels, int classes) {
    return of(shape, labels, numbered(classes));
  }

  /**
   * A class for each element but for some, which have none and count for nothing: they get weight 0
   * and class 0.
   *
   * @param ignored marks an element without a class, as −100 does in PyTorch; no class
   * @throws dev.cotangent.core.ShapeException if the labels are not made of rows of the shape
   * @throws CotangentException if a label is neither, naming row and element, or if {@code ignored}
   *     is a class
   */
  public static ClassTargets of(Shape shape, int[] labels, List<String> classNames, int ignored) {
    if (ignored >= 0 && ignored < classNames.size()) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the ignored label %d is class '%s'; leave out a class by CrossEntropy.withIgnoreIndex",
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

  /** As {@link #of(Shape, int[], List, int)}, the classes being called 0, 1, … */
  public static ClassTargets of(Shape shape, int[] labels, int classes, int ignored) {
    return of(shape, labels, numbered(classes), ignored);
  }

  /** Whole numbers that are no classes, such as the categories of an input. */
  static ClassTargets ofIndices(Shape shape, int... values) {
    int rows = DatasetChecks.rows(shape, values.length, "numbers");
    return new ClassTargets(shape, rows, values.clone(), List.of(), alike());
  }

  /** The names 0, 1, … */
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
  public List<String> classNames() {
    return names;
  }

  @Override
  int[] classes() {
    return classes;
  }

  @Override
  public String toString() {
    return names.size() + " classes" + (shape().rank() == 0 ? "" : " for each of " + shape());
  }
}
