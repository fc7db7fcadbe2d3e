package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.OptionalDouble;

/**
 * The share of samples, by their weights, whose class is among the k that the model gives the
 * highest scores. Of equal scores the one of the lower class counts as higher; NaN never counts as
 * a score. A model may have scores of more classes than the data.
 *
 * <p>A single output stands for the second of two classes where it is above a threshold, which the
 * loss gives (see {@link dev.cotangent.core.loss.Loss#threshold}) unless this does.
 *
 * @param k from 1
 * @param threshold of a single output; empty: the loss's
 */
public record Accuracy(int k, OptionalDouble threshold) implements StreamingMetric {

  private static final String ID = "accuracy";

  /** Checks k. */
  public Accuracy {
    if (k < 1) {
      throw new CotangentException("accuracy: k is " + k + ", expected 1 or more");
    }
  }

  /** The accuracy of the k highest scores. */
  public Accuracy(int k) {
    this(k, OptionalDouble.empty());
  }

  /** The accuracy of the k highest scores. */
  public static Accuracy top(int k) {
    return new Accuracy(k);
  }

  /** This accuracy with a threshold of its own for a single output. */
  public Accuracy withThreshold(double newThreshold) {
    return new Accuracy(k, OptionalDouble.of(newThreshold));
  }

  /** {@code accuracy}, or for example {@code accuracy_top5}. */
  @Override
  public String id() {
    return k == 1 ? ID : ID + "_top" + k;
  }

  /**
   * Begins a measurement.
   *
   * @throws CotangentException if there are fewer outputs than classes, or one for two classes and
   *     no threshold
   */
  @Override
  public Running start(Measured measured) {
    Dataset data = measured.data();
    DatasetChecks.kind(data, true);
    if (measured.outputs() >= data.classes()) {
      return new Share(data, (row, outputs, at) -> isHigh(data, row, outputs, at, measured));
    }
    OptionalDouble used = threshold.isPresent() ? threshold : measured.threshold();
    if (measured.outputs() == 1 && used.isEmpty() && data.classes() == 2) {
      throw new CotangentException(
          id() + ": one output for two classes needs a threshold; use Accuracy.withThreshold");
    }
    ClassChoice choice = new ClassChoice(measured.outputs(), data.classes(), used.orElse(0));
    return new Share(data, (row, outputs, at) -> isChosen(data, row, choice.of(outputs, at)));
  }

  private boolean isHigh(Dataset data, int row, float[] outputs, int at, Measured measured) {
    int width = measured.outputs();
    return rank(outputs, at * width, width, data.label(row)) < k;
  }

  private boolean isChosen(Dataset data, int row, int chosen) {
    return k == 1 ? chosen == data.label(row) : chosen != ClassChoice.NONE;
  }

  /** How many classes come before one; all of them if its score is NaN. */
  private static int rank(float[] outputs, int offset, int classes, int label) {
    float own = outputs[offset + label];
    if (Float.isNaN(own)) {
      return Integer.MAX_VALUE;
    }
    int before = 0;
    for (int other = 0; other < classes; other++) {
      float score = outputs[offset + other];
      if (score > own || (score == own && other < label)) {
        before++;
      }
    }
    return before;
  }

  /** Whether a sample is right, given the outputs and which of their rows is its own. */
  private interface Judge {

    boolean isRight(int row, float[] outputs, int at);
  }

  private static final class Share implements Running {

    private final Dataset data;
    private final Judge judge;
    private double right;
    private double all;

    Share(Dataset data, Judge judge) {
      this.data = data;
      this.judge = judge;
    }

    @Override
    public void add(float[] outputs, int first, int rows) {
      for (int at = 0; at < rows; at++) {
        double weight = data.weight(first + at, 0);
        all += weight;
        right += judge.isRight(first + at, outputs, at) ? weight : 0;
      }
    }

    @Override
    public double value() {
      return right / all;
    }
  }
}
