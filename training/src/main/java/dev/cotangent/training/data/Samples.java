package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import java.util.List;

/**
 * Selected rows of a source of samples. Immutable.
 *
 * @param name name as an input of a model or objective
 * @param shape shape of one sample; of size 0 if the data has only named inputs
 * @param featureNames names of a sample's elements; empty if none were given
 */
record Samples(
    String name, Shape shape, SampleSource source, Rows rows, List<String> featureNames) {

  /** Samples without names, under the default name of an input. */
  static Samples of(Shape shape, SampleSource source, Rows rows) {
    Given.of("dataset: the features", source);
    return new Samples(BatchNames.FEATURES, shape, source, rows, List.of());
  }

  Samples withName(String newName) {
    return new Samples(newName, shape, source, rows, featureNames);
  }

  /**
   * Returns the same samples with a shape of equal size.
   *
   * @throws ShapeException if the shape has a different number of elements
   */
  Samples withShape(Shape newShape) {
    if (newShape.size() != shape.size()) {
      throw new ShapeException(
          "samples of shape "
              + shape
              + " in shape "
              + newShape
              + ", expected a shape of "
              + shape.size()
              + " elements");
    }
    return new Samples(name, newShape, source, rows, featureNames);
  }

  /**
   * Returns the same samples with names of their elements.
   *
   * @throws ShapeException unless there is one name for each element
   */
  Samples withFeatureNames(List<String> names) {
    DatasetChecks.names(names, shape);
    return new Samples(name, shape, source, rows, List.copyOf(names));
  }

  Samples subset(int... chosen) {
    return new Samples(name, shape, source, rows.subset(chosen), featureNames);
  }

  boolean isInMemory() {
    return source instanceof ArraySource;
  }

  boolean hasDefaultName() {
    return name.equals(BatchNames.FEATURES);
  }

  /** Copies a sample; allocates nothing, unless the source does. */
  void copy(int row, float[] into, int offset) {
    source.copy(rows.at(row), into, offset);
  }

  float[] copyOf(int row) {
    float[] copy = new float[shape.size()];
    copy(row, copy, 0);
    return copy;
  }
}
