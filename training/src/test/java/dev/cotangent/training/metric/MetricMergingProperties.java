package dev.cotangent.training.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.metric.ExactSum;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** All metrics have the same bits for any division into batches and any order of merges. */
class MetricMergingProperties {

  private static final Registry REGISTRY = Registry.standard();
  private static final int CLASSES = 3;

  private static final MetricInput OF_CLASSES =
      MetricInput.ofClasses(Shape.of(CLASSES), Shape.scalar(), List.of("a", "b", "c"))
          .with(OptionalDouble.of(0), Scores.LOGITS);
  private static final MetricInput OF_NUMBERS =
      MetricInput.ofNumbers(Shape.of(CLASSES), Shape.of(CLASSES))
          .with(OptionalDouble.of(0), Scores.LOGITS);

  private static List<Metric> metrics(MetricInput input) {
    Stream<String> more =
        Stream.of("precision_macro", "recall_weighted", "f1_macro", "f2_micro", "accuracy_top2");
    return Stream.concat(REGISTRY.metrics().stream(), more)
        .map(name -> Metrics.named(name, REGISTRY))
        .filter(metric -> isDefined(metric, input))
        .toList();
  }

  private static boolean isDefined(Metric metric, MetricInput input) {
    try {
      metric.start(input);
      return true;
    } catch (dev.cotangent.core.CotangentException undefined) {
      return false;
    }
  }

  @Property(tries = 60)
  void anyDivisionAndOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows) {
    for (MetricInput input : List.of(OF_CLASSES, OF_NUMBERS)) {
      List<Metric> all = metrics(input);
      assertThat(all.size()).isGreaterThan(8);
      for (Metric metric : all) {
        MetricState whole = metric.start(input);
        whole.add(batch(input, seed, 0, rows));
        assertThat(Double.doubleToLongBits(inParts(metric, input, seed, rows)))
            .as(metric.name())
            .isEqualTo(Double.doubleToLongBits(whole.compute()));
      }
    }
  }

  /** The rows in pieces of 1 to 5, merged in a random order. */
  private static double inParts(Metric metric, MetricInput input, long seed, int rows) {
    List<MetricState> parts = new ArrayList<>();
    for (int from = 0; from < rows; ) {
      int count = Math.min(rows - from, 1 + (int) ((seed >>> from) & 3) + from % 2);
      MetricState part = metric.start(input);
      part.add(batch(input, seed, from, count));
      parts.add(part);
      from += count;
    }
    Collections.shuffle(parts, new java.util.Random(seed));
    MetricState sum = metric.start(input);
    parts.forEach(sum::merge);
    return sum.compute();
  }

  /** Rows of coarse scores, so that many are equal, and weights with fractions, some of them 0. */
  private static MetricBatch batch(MetricInput input, long seed, int from, int rows) {
    RandomStream random = RandomStream.of(seed, "rows");
    float[] outputs = new float[rows * CLASSES];
    float[] targets = new float[rows * CLASSES];
    int[] labels = new int[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows * CLASSES; i++) {
      long at = 2L * (from * CLASSES + i);
      outputs[i] = Math.round(random.uniform(at) * 8 - 4) / 2f + 0.1f;
      targets[i] = random.uniform(at + 1) < 0.5f ? 0 : 1;
    }
    for (int row = 0; row < rows; row++) {
      labels[row] = random.below(CLASSES, -1 - from - row);
      weights[row] = Math.max(0, random.uniform(1_000_000 + from + row) * 1.2f - 0.2f);
    }
    return input.hasClasses()
        ? MetricBatch.ofClasses(input, rows, outputs, labels, weights, 1)
        : MetricBatch.ofNumbers(input, rows, outputs, targets, weights, 1);
  }

  @Property(tries = 200)
  void aSumIsExact(@ForAll double[] numbers) {
    double[] finite = Arrays.stream(numbers).filter(x -> Math.abs(x) < 1e300).toArray();
    ExactSum sum = ExactSum.of();
    BigDecimal exact = BigDecimal.ZERO;
    for (double number : finite) {
      sum.add(number);
      exact = exact.add(new BigDecimal(number));
    }
    assertThat(sum.exact()).isEqualByComparingTo(exact);
    assertThat(sum.value()).isEqualTo(exact.doubleValue());
  }
}
