package dev.cotangent.core.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.Scores;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Describes a metric's input: shapes, classes and kinds of the outputs and targets of a sample.
 * Immutable.
 *
 * @param output the shape of the model's output for a sample
 * @param target the shape of a sample's target: a scalar for one class per sample, [length] for one
 *     class per token
 * @param classNames the names of the classes; empty if the targets are numbers
 * @param threshold the decision threshold of a single output, if the loss defines one
 * @param scores the kind of outputs, as the loss declares it
 * @param columnNames the names of the columns, the last axis of targets that are numbers; none if
 *     they have no names
 * @param support the support of each class: the sum of the weights of its samples over the whole
 *     data set; empty if it is unknown, or the targets are numbers
 */
public record MetricInput(
    Shape output,
    Shape target,
    List<String> classNames,
    OptionalDouble threshold,
    Scores scores,
    List<String> columnNames,
    List<Double> support) {

  /** Copies the lists. */
  public MetricInput {
    classNames = List.copyOf(classNames);
    columnNames = List.copyOf(columnNames);
    support = List.copyOf(support);
  }

  /** Describes targets that are class indices, positions in the list of names. */
  public static MetricInput ofClasses(Shape output, Shape target, List<String> classNames) {
    return new MetricInput(
        output, target, classNames, OptionalDouble.empty(), Scores.OTHER, List.of(), List.of());
  }

  /** Describes targets that are numbers. */
  public static MetricInput ofNumbers(Shape output, Shape target) {
    return new MetricInput(
        output, target, List.of(), OptionalDouble.empty(), Scores.OTHER, List.of(), List.of());
  }

  /** Returns a copy with a threshold and a kind of outputs. */
  public MetricInput with(OptionalDouble newThreshold, Scores newScores) {
    return new MetricInput(
        output, target, classNames, newThreshold, newScores, columnNames, support);
  }

  /** Returns a copy with names for the columns of numeric targets. */
  public MetricInput withColumns(List<String> newColumnNames) {
    return new MetricInput(output, target, classNames, threshold, scores, newColumnNames, support);
  }

  /** Returns a copy with the support of each class. */
  public MetricInput withSupport(List<Double> newSupport) {
    return new MetricInput(output, target, classNames, threshold, scores, columnNames, newSupport);
  }

  /** Whether the targets are classes. */
  public boolean hasClasses() {
    return !classNames.isEmpty();
  }

  /** The number of classes; 0 if the targets are numbers. */
  public int classes() {
    return classNames.size();
  }

  /** The number of model outputs for each element of the target. */
  public int scoresPerElement() {
    return target.size() == 0 ? 0 : output.size() / target.size();
  }

  /**
   * Checks that the targets are numbers, with exactly one output for each.
   *
   * @throws CotangentException if not, naming the metric
   */
  public void requireNumbers(String metric) {
    if (hasClasses()) {
      throw new CotangentException(
          metric
              + ": the targets are "
              + classes()
              + " classes, expected numbers; metrics of classes are accuracy, f1 and roc_auc");
    }
    if (output.size() != target.size()) {
      throw new ShapeException(
          metric
              + ": the outputs are "
              + output
              + " for targets "
              + target
              + ", expected an output for each number");
    }
  }

  /**
   * Checks that the targets are classes, with one score for each class or a single score for two
   * classes.
   *
   * @throws CotangentException if not, naming the metric
   */
  public void requireClasses(String metric) {
    if (!hasClasses()) {
      throw new CotangentException(
          metric
              + ": the targets are numbers "
              + target
              + ", expected classes; metrics of numbers are rmse, mae and r2");
    }
    int each = scoresPerElement();
    if (each * target.size() != output.size() || (each < classes() && !isSingle())) {
      throw new ShapeException(
          metric
              + ": the outputs are "
              + output
              + " for "
              + classes()
              + " classes"
              + (target.rank() == 0 ? "" : " in targets " + target)
              + ", expected a score for each class"
              + (classes() == 2 ? ", or one" : ""));
    }
  }

  /** Whether a single output stands for two classes. */
  public boolean isSingle() {
    return classes() == 2 && output.size() == target.size();
  }
}
