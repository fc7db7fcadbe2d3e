package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;

/**
 * The top-k accuracy: the share of elements whose class is among the k highest scores. Of equal
 * scores, that of the lower class index ranks higher; NaN always counts as wrong.
 *
 * @param k number of highest scores, at least 1; 5 by default
 */
public record TopKAccuracy(int k) implements Metric {

  private static final String ID = "top_k";

  /** Checks k. */
  public TopKAccuracy {
    if (k < 1) {
      throw new CotangentException("top_k: k is " + k + ", expected 1 or more");
    }
  }

  /** Creates the top-5 accuracy. */
  public TopKAccuracy() {
    this(5);
  }

  /** Creates the top-k accuracy. */
  public static TopKAccuracy of(int k) {
    return new TopKAccuracy(k);
  }

  @Override
  public String id() {
    return ID;
  }

  /** For example {@code accuracy_top5}. */
  @Override
  public String name() {
    return Accuracy.ID + "_top" + k;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("k", k);
  }

  @Override
  public TopKAccuracy with(Attributes attributes) {
    attributes.allowOnly("k");
    return new TopKAccuracy(attributes.integer("k", k));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    input.requireClasses(name());
    if (input.isSingle()) {
      throw new CotangentException(
          name()
              + ": a single output for two classes cannot be ranked, expected a score for "
              + "each class");
    }
    int scores = input.scoresPerElement();
    return new Share((batch, element) -> rank(batch, element, scores) < k);
  }

  /** The number of classes ranked before that of an element; all of them if its score is NaN. */
  private static int rank(MetricBatch batch, int element, int scores) {
    int label = batch.label(element);
    int offset = batch.offset(element);
    float own = batch.outputs()[offset + label];
    if (Float.isNaN(own)) {
      return Integer.MAX_VALUE;
    }
    int before = 0;
    for (int other = 0; other < scores; other++) {
      float score = batch.outputs()[offset + other];
      if (score > own || (score == own && other < label)) {
        before++;
      }
    }
    return before;
  }
}
