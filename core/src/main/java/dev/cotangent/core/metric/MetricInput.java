package dev.cotangent.core.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.Scores;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The form of what a metric measures: the outputs and targets of one sample. Immutable.
 *
 * @param output the shape of the model's output for a sample
 * @param target the shape of a sample's target: a scalar for one class a sample, [length] for a
 *     class for each token
 * @param classNames the names of the classes that the targets are of; none: the targets are numbers
 * @param threshold where a single output changes from no to yes, if the loss says so
 * @param scores what the outputs are, if the loss says so
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

  /** Targets that are classes, each the position of its name. */
  public static MetricInput ofClasses(Shape output, Shape target, List<String> classNames) {
    return new MetricInput(
        output, target, classNames, OptionalDouble.empty(), Scores.OTHER, List.of(), List.of());
  }

  /** Targets that are numbers. */
  public static MetricInput ofNumbers(Shape output, Shape target) {
    return new MetricInput(
        output, target, List.of(), OptionalDouble.empty(), Scores.OTHER, List.of(), List.of());
  }

  /** The same with a threshold, and what the outputs are. */
  public MetricInput with(OptionalDouble newThreshold, Scores newScores) {
    return new MetricInput(
        output, target, classNames, newThreshold, newScores, columnNames, support);
  }

  /** The same with names of the columns of targets that are numbers. */
  public MetricInput withColumns(List<String> newColumnNames) {
    return new MetricInput(output, target, classNames, threshold, scores, newColumnNames, support);
  }

  /** The same with the weight of each class. */
  public MetricInput withSupport(List<Double> newSupport) {
    return new MetricInput(output, target, classNames, threshold, scores, columnNames, newSupport);
  }

  /** Whether the targets are classes. */
  public boolean hasClasses() {
    return !classNames.isEmpty();
  }

  /** How many classes the targets are of; 0 if they are numbers. */
  public int classes() {
    return classNames.size();
  }

  /** How many numbers the model gives for each element of the target. */
  public int scoresPerElement() {
    return target.size() == 0 ? 0 : output.size() / target.size();
  }

  /**
   * Checks that each element of the target is a number with an output of its own.
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
   * Checks that the targets are classes with a score for each, or a single one for two classes.
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
