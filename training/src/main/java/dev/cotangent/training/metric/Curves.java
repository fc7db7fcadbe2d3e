package dev.cotangent.training.metric;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The scores of the second of two classes, of each of several classes, or of each label, and the
 * mean of the areas under their curves; curves without an area are left out. Merging concatenates.
 */
final class Curves implements MetricState {

  private final MetricInput input;
  private final ToDoubleFunction<Ranking> area;
  private final Ranking[] rankings;

  /** Creates the scores for given outputs. */
  Curves(String metric, MetricInput input, ToDoubleFunction<Ranking> area) {
    if (input.hasClasses()) {
      input.requireClasses(metric);
    } else {
      input.requireNumbers(metric);
    }
    this.input = input;
    this.area = area;
    int classes = input.classes() == 2 ? 1 : input.classes();
    int count = input.hasClasses() ? classes : input.target().size();
    this.rankings = Stream.generate(Ranking::new).limit(count).toArray(Ranking[]::new);
  }

  @Override
  public void add(MetricBatch batch) {
    for (int i = 0; i < batch.elements(); i++) {
      float weight = batch.weight(i);
      if (weight > 0) {
        add(batch, i, weight);
      }
    }
  }

  private void add(MetricBatch batch, int element, float weight) {
    int truth = Truth.of(input, batch, element);
    if (!input.hasClasses()) {
      rankings[element % rankings.length].add(batch.output(element), truth == 1, weight);
    } else if (rankings.length == 1) {
      rankings[0].add(ofSecond(batch, element), truth == 1, weight);
    } else {
      for (int each = 0; each < rankings.length; each++) {
        float score = batch.outputs()[batch.offset(element) + each];
        rankings[each].add(score, truth == each, weight);
      }
    }
  }

  private double ofSecond(MetricBatch batch, int element) {
    int offset = batch.offset(element);
    return input.isSingle()
        ? batch.output(element)
        : (double) batch.outputs()[offset + 1] - batch.outputs()[offset];
  }

  @Override
  public void merge(MetricState later) {
    for (int i = 0; i < rankings.length; i++) {
      rankings[i].add(((Curves) later).rankings[i]);
    }
  }

  @Override
  public double compute() {
    return Stream.of(rankings)
        .mapToDouble(area)
        .filter(each -> !Double.isNaN(each))
        .average()
        .orElse(Double.NaN);
  }
}
