package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;

/**
 * Selected rows of targets in a given order, with their weights. Immutable.
 *
 * @param rows the rows in the targets
 * @param weights weights of these rows, one after another; empty if all elements count alike
 */
@SuppressWarnings("ArrayRecordComponent") // shared by data sets, never compared
record TargetColumn(TargetNames names, Targets targets, Rows rows, float[] weights) {

  /** All rows of some targets. */
  static TargetColumn of(TargetNames names, Targets targets) {
    return new TargetColumn(names, targets, Rows.all(targets.size()), targets.weights());
  }

  /** Selects rows, in the given order. */
  TargetColumn subset(int... chosen) {
    int width = weightWidth();
    Rows base = rows.subset(chosen);
    float[] taken = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(weights, chosen[i] * width, taken, i * width, width);
    }
    return new TargetColumn(names, targets, base, taken);
  }

  TargetColumn withNames(TargetNames newNames) {
    return new TargetColumn(newNames, targets, rows, weights);
  }

  TargetColumn withWeights(float... newWeights) {
    DatasetChecks.weights(newWeights, rows.count(), shape());
    return new TargetColumn(names, targets, rows, newWeights.clone());
  }

  /** Returns the same classes with weight 0 for each element of a class. */
  TargetColumn withIgnored(int label) {
    int width = shape().size();
    float[] counted = new float[Math.multiplyExact(rows.count(), width)];
    for (int i = 0; i < counted.length; i++) {
      boolean counts = label(i / width, i % width) != label;
      counted[i] = counts ? weight(i / width, i % width) : 0;
    }
    return rows.count() == 0 ? this : withWeights(counted);
  }

  /**
   * Converts class indices to numbers; keeps the weights.
   *
   * @throws ShapeException if a shape of that size cannot hold the classes of a sample
   */
  TargetColumn asNumbers(Shape shape) {
    int width = shape().size();
    if (shape.size() != width) {
      throw new ShapeException(
          "targets: shape " + shape + ", expected one of as many elements as " + shape());
    }
    float[] numbers = new float[rows.count() * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = label(i / width, i % width);
    }
    TargetColumn made = of(names, NumberTargets.of(shape, numbers));
    return new TargetColumn(names, made.targets, made.rows, weights);
  }

  Shape shape() {
    return targets.shape();
  }

  ArrayKind kind() {
    return targets.kind();
  }

  /** Whether each row has a single class. */
  boolean isOneClass() {
    return kind() == ArrayKind.INTEGERS && targets.width() == 1;
  }

  /** The number of weights per row; 0 if all elements count alike. */
  int weightWidth() {
    return rows.count() == 0 ? 0 : weights.length / rows.count();
  }

  /** The weight of an element; 1 if all count alike. */
  float weight(int row, int element) {
    int width = weightWidth();
    return width == 0 ? 1 : weights[row * width + (width == 1 ? 0 : element)];
  }

  /** Whether all weights are 0, or there are no rows. */
  boolean isWeightless() {
    for (int row = 0; row < rows.count(); row++) {
      for (int element = 0; element < Math.max(1, weightWidth()); element++) {
        if (weight(row, element) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** The class index of an element. */
  int label(int row, int element) {
    return targets.classes()[rows.at(row) * targets.width() + element];
  }

  /** The number of an element. */
  float number(int row, int element) {
    return targets.numbers()[rows.at(row) * targets.width() + element];
  }

  /** Copies the elements of a row to an array of the targets' kind; allocates nothing. */
  void copy(int row, Object into, int offset) {
    int width = targets.width();
    kind().copy(targets.array(), rows.at(row) * width, into, offset, width);
  }

  /** Copies the weights of a row; allocates nothing. */
  void copyWeights(int row, float[] into, int offset) {
    int width = weightWidth();
    System.arraycopy(weights, row * width, into, offset, width);
  }
}
