package dev.cotangent.spark.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.Dataset;
import java.io.Serializable;
import java.util.List;

/**
 * The structure of samples: named inputs, the target and the weights. Each number of a sample is a
 * word of 32 bits: first those of all inputs, then those of the target, then the weights.
 *
 * <p>Immutable; sent to executors as text.
 */
public final class SampleLayout implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient Signature inputs;
  private final transient TargetLayout target;
  private final transient int weights;

  SampleLayout(Signature inputs, TargetLayout target, int weights) {
    this.inputs = checked(inputs);
    this.target = target;
    this.weights = weights;
  }

  /**
   * Returns the structure of samples with a class each.
   *
   * @param inputs names, types and shapes of the inputs, as those of a model: F32 or I32
   * @throws CotangentException if there are no inputs or classes, or an input is BOOL
   */
  public static SampleLayout classification(Signature inputs, List<String> classNames) {
    List<String> names = List.copyOf(classNames);
    if (names.isEmpty()) {
      throw new CotangentException("samples: there are no classes, expected at least one");
    }
    TargetLayout classes = new TargetLayout(TargetLayout.Kind.CLASSES, Shape.scalar(), names);
    return new SampleLayout(inputs, classes, 0);
  }

  /**
   * Returns the structure of samples with numbers as targets.
   *
   * @param target shape of one sample's target, for example {@code Shape.of(1)}
   */
  public static SampleLayout regression(Signature inputs, Shape target) {
    Given.of("samples: the target's shape", target);
    TargetLayout numbers = new TargetLayout(TargetLayout.Kind.NUMBERS, target, List.of());
    return new SampleLayout(inputs, numbers, 0);
  }

  /** Returns the structure of samples with one number as target, in each of several columns. */
  public static SampleLayout regression(Signature inputs, List<String> columnNames) {
    Shape target = Shape.of(columnNames.size());
    TargetLayout numbers =
        new TargetLayout(TargetLayout.Kind.NUMBERS, target, List.copyOf(columnNames));
    return new SampleLayout(inputs, numbers, 0);
  }

  /**
   * The structure of a data set.
   *
   * @throws CotangentException if it has several targets
   */
  public static SampleLayout of(Dataset data) {
    if (data.targetNames().size() > 1) {
      throw new CotangentException(
          data + " has the targets " + data.targetNames() + ", expected one; use Dataset.select");
    }
    return new SampleLayout(data.signature(), target(data), data.weightWidth());
  }

  private static TargetLayout target(Dataset data) {
    Shape shape = data.targetShape();
    if (data.isClassification()) {
      return new TargetLayout(TargetLayout.Kind.CLASSES, shape, data.classNames());
    }
    return data.labelNames().isEmpty()
        ? new TargetLayout(TargetLayout.Kind.NUMBERS, shape, data.columnNames())
        : new TargetLayout(TargetLayout.Kind.LABELS, shape, data.labelNames());
  }

  private static Signature checked(Signature inputs) {
    Given.of("samples: the inputs", inputs);
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.port(i).dtype() == DType.BOOL) {
        throw new CotangentException(
            "samples: input '" + inputs.names().get(i) + "' is BOOL, expected F32 or I32");
      }
    }
    if (inputs.size() == 0) {
      throw new CotangentException("samples: there are no inputs, expected at least one");
    }
    return inputs;
  }

  /** Returns the same structure with a weight for each sample. */
  public SampleLayout weighted() {
    return new SampleLayout(inputs, target, 1);
  }

  /** The inputs: names, types and shapes for one sample. */
  public Signature inputs() {
    return inputs;
  }

  /** The shape of one sample's target; a scalar for a class per sample. */
  public Shape targetShape() {
    return target.shape();
  }

  /** The class names; empty if the targets are not classes. */
  public List<String> classNames() {
    return isClassification() ? target.names() : List.of();
  }

  /** Whether the targets are classes. */
  public boolean isClassification() {
    return target.kind() == TargetLayout.Kind.CLASSES;
  }

  /** The number of weights for each sample; 0 if all samples count alike. */
  public int weights() {
    return weights;
  }

  /** The number of words of a sample. */
  public int words() {
    return weightAt() + weights;
  }

  TargetLayout target() {
    return target;
  }

  /** The index of an input's first word; for the number of inputs, that of the target. */
  int inputAt(int input) {
    return inputs.ports().stream().limit(input).mapToInt(port -> port.sample().size()).sum();
  }

  int targetAt() {
    return inputAt(inputs.size());
  }

  int weightAt() {
    return targetAt() + target.shape().size();
  }

  /** Replaces the object in Java serialization. */
  private Object writeReplace() {
    return new Text(LayoutJson.of(this));
  }

  /** The form in which Java serialization writes a layout. */
  private record Text(String json) implements Serializable {

    private Object readResolve() {
      return LayoutJson.parse(json);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleLayout layout
        && LayoutJson.of(this).equals(LayoutJson.of(layout));
  }

  @Override
  public int hashCode() {
    return LayoutJson.of(this).hashCode();
  }

  @Override
  public String toString() {
    return inputs + " → " + target.kind() + " " + target.shape();
  }
}
