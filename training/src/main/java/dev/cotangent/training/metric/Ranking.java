package dev.cotangent.training.metric;

import java.util.Arrays;

/**
 * The scores of positive and negative elements, from which areas under curves are computed. Sorted
 * by score and weight, so that the areas do not depend on the order in which scores were added.
 */
final class Ranking {

  private double[] scores = new double[64];
  private float[] weights = new float[64]; // negative for a negative element
  private int count;

  void add(double score, boolean yes, float weight) {
    grow(count + 1);
    scores[count] = score + 0.0; // −0 and 0 are equal scores
    weights[count++] = yes ? weight : -weight;
  }

  void add(Ranking later) {
    grow(count + later.count);
    System.arraycopy(later.scores, 0, scores, count, later.count);
    System.arraycopy(later.weights, 0, weights, count, later.count);
    count += later.count;
  }

  private void grow(int needed) {
    if (needed > scores.length) {
      int length = Math.max(needed, scores.length + scores.length / 2);
      scores = Arrays.copyOf(scores, length);
      weights = Arrays.copyOf(weights, length);
    }
  }

  /** The order from the lowest score to the highest, NaN last. */
  private Integer[] order() {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byScore = Double.compare(scores[a], scores[b]);
          return byScore != 0 ? byScore : Float.compare(weights[a], weights[b]);
        });
    return order;
  }

  /**
   * The ROC area, as Mann and Whitney's U over its pairs; a pair with a NaN is lost, and NaN is
   * returned if either side is empty.
   */
  double rocArea() {
    Integer[] order = order();
    double[] totals = new double[2];
    double won = 0;
    for (int from = 0; from < count; ) {
      int to = endOfTie(order, from);
      double no = sum(order, from, to, false);
      double yes = sum(order, from, to, true);
      won += Double.isNaN(scores[order[from]]) ? 0 : yes * (totals[0] + no / 2);
      totals[0] += no;
      totals[1] += yes;
      from = to;
    }
    return won / (totals[0] * totals[1]);
  }

  /**
   * Σ (recall gained) · precision in descending order of scores; NaN if there are no positive
   * elements.
   */
  double averagePrecision() {
    Integer[] order = order();
    double all = sum(order, 0, count, true);
    double hits = 0;
    double found = 0;
    double area = 0;
    int to = count;
    while (to > 0 && Double.isNaN(scores[order[to - 1]])) {
      to--;
    }
    while (to > 0) {
      int from = startOfTie(order, to);
      double yes = sum(order, from, to, true);
      hits += yes;
      found += yes + sum(order, from, to, false);
      area += yes == 0 ? 0 : yes / all * (hits / found);
      to = from;
    }
    return all == 0 ? Double.NaN : area;
  }

  private int endOfTie(Integer[] order, int from) {
    int to = from + 1;
    while (to < count && Double.compare(scores[order[to]], scores[order[from]]) == 0) {
      to++;
    }
    return to;
  }

  private int startOfTie(Integer[] order, int to) {
    int from = to - 1;
    while (from > 0 && Double.compare(scores[order[from - 1]], scores[order[to - 1]]) == 0) {
      from--;
    }
    return from;
  }

  private double sum(Integer[] order, int from, int to, boolean yes) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      float weight = weights[order[i]];
      sum += yes == weight > 0 ? Math.abs(weight) : 0;
    }
    return sum;
  }
}
