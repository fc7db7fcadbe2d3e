package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Selected rows of targets in a given order, with their weights. Immutable.
 *
 * @param rows indices of the rows in the targets; not to be modified
 * @param weights weights of these rows, one after another; empty if all elements count alike
 */
@SuppressWarnings("ArrayRecordComponent") // shared by data sets, never compared
record TargetColumn(TargetNames names, Targets targets, int[] rows, float[] weights) {

  /** All rows of some targets. */
  static TargetColumn of(TargetNames names, Targets targets) {
    int[] rows = new int[targets.size()];
    Arrays.setAll(rows, row -> row);
    return new TargetColumn(names, targets, rows, targets.weights());
  }

  /** Selects rows, in the given order. */
  TargetColumn subset(int... chosen) {
    int width = weightWidth();
    int[] base = new int[chosen.length];
    float[] taken = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      base[i] = base(chosen[i]);
      System.arraycopy(weights, chosen[i] * width, taken, i * width, width);
    }
    return new TargetColumn(names, targets, base, taken);
  }

  TargetColumn withWeights(float... newWeights) {
    DatasetChecks.weights(newWeights, rows.length, shape());
    return new TargetColumn(names, targets, rows, newWeights.clone());
  }

  Shape shape() {
    return targets.shape();
  }

  boolean isClasses() {
    return targets instanceof ClassTargets;
  }

  /** The number of weights per row; 0 if all elements count alike. */
  int weightWidth() {
    return rows.length == 0 ? 0 : weights.length / rows.length;
  }

  /** The weight of an element; 1 if all count alike. */
  float weight(int row, int element) {
    int width = weightWidth();
    return width == 0 ? 1 : weights[row * width + (width == 1 ? 0 : element)];
  }

  /** The class index of an element. */
  int label(int row, int element) {
    return targets.classes()[base(row) * targets.width() + element];
  }

  /** The number of an element. */
  float number(int row, int element) {
    return targets.numbers()[base(row) * targets.width() + element];
  }

  /** Copies the class indices of a row, if the targets are classes; allocates nothing. */
  void copyClasses(int row, int[] into, int offset) {
    int width = targets.width();
    System.arraycopy(targets.classes(), base(row) * width, into, offset, width);
  }

  /** Copies the numbers of a row, if the targets are numbers; allocates nothing. */
  void copyNumbers(int row, float[] into, int offset) {
    int width = targets.width();
    System.arraycopy(targets.numbers(), base(row) * width, into, offset, width);
  }

  /** Copies the weights of a row; allocates nothing. */
  void copyWeights(int row, float[] into, int offset) {
    int width = weightWidth();
    System.arraycopy(weights, row * width, into, offset, width);
  }

  /** Converts two classes to the numbers 0 and 1. */
  TargetColumn asNumbers(Shape shape) {
    int width = shape().size();
    float[] numbers = new float[rows.length * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = label(i / width, i % width);
    }
    TargetColumn made = of(names, NumberTargets.of(shape, numbers));
    return new TargetColumn(names, made.targets, made.rows, weights);
  }

  private int base(int row) {
    return rows[Objects.checkIndex(row, rows.length)];
  }
}
