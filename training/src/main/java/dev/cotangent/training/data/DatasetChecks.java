package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.Locale;

/** Checks the arguments that a data set is created from. */
final class DatasetChecks {

  private DatasetChecks() {}

  /** The number of rows of a shape in an array. */
  static int rows(Shape shape, float[] values) {
    return rows(shape, values.length, "numbers");
  }

  /** The number of rows of a shape in this many elements. */
  static int rows(Shape shape, int length, String what) {
    if (shape.size() == 0 || length % shape.size() != 0) {
      throw new ShapeException(length + " " + what + ", expected whole rows of shape " + shape);
    }
    return length / shape.size();
  }

  /** Checks that there are as many samples as targets. */
  static void sameRows(Shape sample, float[] features, Targets targets) {
    int rows = rows(sample, features);
    if (rows != targets.size()) {
      throw new ShapeException(
          rows
              + " samples of shape "
              + sample
              + " and "
              + targets.size()
              + " "
              + targets.noun()
              + ", expected as many of each");
    }
  }

  /** The error of an evaluation whose service declaration is missing. */
  static CotangentException noEvaluator() {
    return new CotangentException(
        "evaluate: no META-INF/services/"
            + DatasetEvaluator.class.getName()
            + " was found, expected that of cotangent-training; in one jar made of several, merge"
            + " the files of META-INF/services");
  }

  /** Concatenates rows of a shape. */
  static float[] joined(Shape shape, List<float[]> rows) {
    float[] all = new float[Math.multiplyExact(rows.size(), shape.size())];
    for (int row = 0; row < rows.size(); row++) {
      float[] values = rows.get(row);
      if (values.length != shape.size()) {
        throw new ShapeException(
            "row "
                + row
                + " has "
                + values.length
                + " numbers, expected "
                + shape.size()
                + " for shape "
                + shape);
      }
      System.arraycopy(values, 0, all, row * values.length, values.length);
    }
    return all;
  }

  /** Checks that there is a weight for each sample, or for each element of its target. */
  static void weights(float[] weights, int rows, Shape target) {
    if (weights.length == 0 || (weights.length != rows && weights.length != rows * target.size())) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%d weights for %d samples with targets %s, expected one for each sample or "
                  + "for each number",
              weights.length,
              rows,
              target));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
        throw new CotangentException(
            "row "
                + i / (weights.length / rows)
                + " has weight "
                + weights[i]
                + ", expected a finite number, 0 or more");
      }
    }
  }

  /** Checks that the first targets are classes, or that they are numbers, and returns them. */
  static TargetColumn first(Dataset data, ArrayKind kind) {
    TargetColumn first = data.targets().first();
    if (first.kind() != kind) {
      throw new CotangentException(
          data
              + (kind == ArrayKind.INTEGERS
                  ? " has no classes, expected classes as targets"
                  : " has classes as targets, expected numbers"));
    }
    return first;
  }

  /** Checks that each sample has one class, and returns the first targets. */
  static TargetColumn oneClass(Dataset data) {
    TargetColumn first = first(data, ArrayKind.INTEGERS);
    if (!first.isOneClass()) {
      throw new CotangentException(
          data
              + " has several classes for each sample, expected one; read them with Dataset.labels");
    }
    return first;
  }

  /** Checks the name of an input. */
  static void inputName(String name, List<String> taken) {
    Given.of("dataset: the name of an input", name);
    Signature.checked(name);
    boolean reserved = name.equals(BatchNames.TARGET) || name.equals(BatchNames.WEIGHTS);
    if (reserved || taken.contains(name)) {
      throw new CotangentException(
          reserved
              ? "dataset: an input has the name '"
                  + name
                  + "', which is reserved for targets; expected another one"
              : "dataset: two inputs have the name '" + name + "', expected unique names");
    }
  }

  /** Checks the name of further targets. */
  static void name(String name, List<String> taken) {
    Given.of("dataset: the name of targets", name);
    if (name.isBlank() || taken.contains(name)) {
      throw new CotangentException(
          name.isBlank()
              ? "dataset: the name of targets is empty, expected some text"
              : "dataset: two targets have the name '" + name + "', expected unique names");
    }
  }

  /** Checks that there is a name for each feature. */
  static void names(List<String> names, Shape sample) {
    if (names.size() != sample.size()) {
      throw new ShapeException(
          names.size()
              + " feature names, expected one for each number of samples "
              + sample
              + ": "
              + names);
    }
  }

  /**
   * Checks that labels are class indices.
   *
   * @param width number of labels per row
   */
  static void labels(int[] labels, int width, int classes) {
    if (classes == 0) {
      throw new CotangentException("dataset: there are no classes, expected at least one");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        String place = "row " + i / width + (width == 1 ? "" : ", element " + i % width);
        throw new CotangentException(
            place
                + " has label "
                + labels[i]
                + ", expected a class from 0 to "
                + (classes - 1)
                + (labels[i] < 0 ? wayOut(width, labels[i]) : ""));
      }
    }
  }

  private static String wayOut(int width, int label) {
    return "; to ignore "
        + (width == 1
            ? "rows without a class, use Dataset.classification(.., classNames, "
            : "elements without a class, use ClassTargets.of(.., classNames, ")
        + label
        + ")";
  }
}
