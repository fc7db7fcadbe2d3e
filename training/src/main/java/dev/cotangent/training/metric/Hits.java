package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.ExactSum;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Counts hits, false alarms and misses of each class or label, and computes a score from them. If
 * all scores are NaN, the class counts as missed.
 */
final class Hits implements MetricState {

  /** Computes a score from the weights of hits, false alarms and misses. */
  interface Score {

    double of(double hits, double falseAlarms, double misses);
  }

  private final MetricInput input;
  private final Choice choice;
  private final Average average;
  private final Score score;
  private final int columns;
  private final ExactSum[] hits;
  private final ExactSum[] falseAlarms;
  private final ExactSum[] misses;

  private Hits(MetricInput input, Choice choice, Average average, Score score) {
    this.input = input;
    this.choice = choice;
    this.average = average;
    this.score = score;
    this.columns = input.hasClasses() ? input.classes() : input.target().size();
    this.hits = sums();
    this.falseAlarms = sums();
    this.misses = sums();
  }

  private ExactSum[] sums() {
    return IntStream.range(0, columns).mapToObj(i -> ExactSum.of()).toArray(ExactSum[]::new);
  }

  /**
   * Starts counting.
   *
   * @throws CotangentException if the average does not support this many classes or labels
   */
  static Hits of(
      String name, MetricInput input, OptionalDouble threshold, Average average, Score score) {
    Hits state = new Hits(input, Choice.of(name, input, threshold), average, score);
    if (average == Average.BINARY && state.columns > (input.hasClasses() ? 2 : 1)) {
      throw new CotangentException(
          name
              + ": there are "
              + state.columns
              + (input.hasClasses() ? " classes" : " labels")
              + ", expected two classes or one label; use "
              + String.join(", ", name + "_macro", name + "_micro")
              + " or "
              + name
              + "_weighted");
    }
    return state;
  }

  @Override
  public void add(MetricBatch batch) {
    for (int i = 0; i < batch.elements(); i++) {
      float weight = batch.weight(i);
      if (weight > 0) {
        int chosen = choice.of(batch, i);
        int truth = Truth.of(input, batch, i);
        if (input.hasClasses()) {
          countClass(chosen, truth, weight);
        } else {
          countLabel(i % columns, chosen, truth, weight);
        }
      }
    }
  }

  private void countClass(int chosen, int truth, float weight) {
    (chosen == truth ? hits : misses)[truth].add(weight);
    if (chosen != truth && chosen >= 0 && chosen < columns) {
      falseAlarms[chosen].add(weight);
    }
  }

  private void countLabel(int column, int chosen, int truth, float weight) {
    if (truth == 1) {
      (chosen == 1 ? hits : misses)[column].add(weight);
    } else if (chosen == 1) {
      falseAlarms[column].add(weight);
    }
  }

  @Override
  public void merge(MetricState later) {
    Hits other = (Hits) later;
    for (int i = 0; i < columns; i++) {
      hits[i].add(other.hits[i]);
      falseAlarms[i].add(other.falseAlarms[i]);
      misses[i].add(other.misses[i]);
    }
  }

  @Override
  public double compute() {
    return switch (average) {
      case BINARY -> score(columns - 1);
      case MICRO -> score.of(total(hits), total(falseAlarms), total(misses));
      case MACRO -> mean(false);
      case WEIGHTED -> mean(true);
    };
  }

  private double score(int column) {
    return score.of(hits[column].value(), falseAlarms[column].value(), misses[column].value());
  }

  private static double total(ExactSum[] sums) {
    ExactSum all = ExactSum.of();
    for (ExactSum sum : sums) {
      all.add(sum);
    }
    return all.value();
  }

  private double mean(boolean bySupport) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < columns; i++) {
      double support = hits[i].value() + misses[i].value();
      boolean seen = support + falseAlarms[i].value() > 0 || !input.hasClasses();
      double weight = bySupport ? support : seen ? 1 : 0;
      sum += weight * score(i);
      weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
  }
}
