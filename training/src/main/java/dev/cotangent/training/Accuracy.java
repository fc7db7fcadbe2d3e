package dev.cotangent.training;

import dev.cotangent.core.CotangentException;

/**
 * The share of samples whose class is among the k that the model gives the highest scores. Of equal
 * scores the one of the lower class counts as higher; NaN never counts as a score.
 *
 * @param k from 1
 */
public record Accuracy(int k) implements Metric {

  private static final String ID = "accuracy";

  /** Checks k. */
  public Accuracy {
    if (k < 1) {
      throw new CotangentException("accuracy: k is " + k + ", expected 1 or more");
    }
  }

  /** The accuracy of the k highest scores. */
  public static Accuracy top(int k) {
    return new Accuracy(k);
  }

  /** {@code accuracy}, or for example {@code accuracy_top5}. */
  @Override
  public String id() {
    return k == 1 ? ID : ID + "_top" + k;
  }

  @Override
  public double of(float[] outputs, Dataset data) {
    int classes = outputs.length / Math.max(1, data.size());
    int correct = 0;
    for (int row = 0; row < data.size(); row++) {
      if (rank(outputs, row * classes, classes, data.label(row)) < k) {
        correct++;
      }
    }
    return (double) correct / data.size();
  }

  /** How many classes come before one; all of them if its score is NaN. */
  private static int rank(float[] outputs, int offset, int classes, int label) {
    float own = outputs[offset + label];
    if (Float.isNaN(own)) {
      return classes;
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
}
