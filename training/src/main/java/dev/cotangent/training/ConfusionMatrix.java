package dev.cotangent.training;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often samples of each class were taken for each class, and what follows: precision, recall
 * and F1. A quotient without samples is 0. Immutable, safe for use by many threads.
 */
public final class ConfusionMatrix {

  private final List<String> names;
  private final long[][] counts;

  private ConfusionMatrix(List<String> names, long[][] counts) {
    this.names = names;
    this.counts = counts;
  }

  /**
   * Counts what a model takes samples for: the class of the highest score, the first of equal ones.
   *
   * @throws ShapeException if there is not one score for each class
   */
  public static ConfusionMatrix of(Predictor predictor, Dataset data) {
    int classes = data.classes();
    long[][] counts = new long[classes][classes];
    for (int row = 0; row < data.size(); row++) {
      float[] scores = predictor.predict(data.features(row));
      if (scores.length != classes) {
        throw new ShapeException(scores.length + " scores for " + classes + " classes");
      }
      int best = 0;
      for (int i = 1; i < classes; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      counts[data.label(row)][best]++;
    }
    return new ConfusionMatrix(data.classNames(), counts);
  }

  /** The names of the classes. */
  public List<String> names() {
    return names;
  }

  /** How many samples of one class were taken for another, or for their own. */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** How many samples a class has. */
  public long support(int actual) {
    return sum(j -> counts[actual][j]);
  }

  /** The share of right ones among those that were taken for a class. */
  public double precision(int predicted) {
    return share(counts[predicted][predicted], sum(i -> counts[i][predicted]));
  }

  /** The share of right ones among those of a class. */
  public double recall(int actual) {
    return share(counts[actual][actual], support(actual));
  }

  /** The harmonic mean of precision and recall of a class. */
  public double f1(int index) {
    double precision = precision(index);
    double recall = recall(index);
    return share(2 * precision * recall, precision + recall);
  }

  /** The share of right ones among all. */
  public double accuracy() {
    return share(sum(i -> counts[i][i]), sum(this::support));
  }

  private long sum(java.util.function.IntToLongFunction values) {
    return IntStream.range(0, names.size()).mapToLong(values).sum();
  }

  private static double share(long part, long all) {
    return share((double) part, (double) all);
  }

  private static double share(double part, double all) {
    return all == 0 ? 0 : part / all;
  }

  /**
   * A table of precision, recall, F1 and support of each class, their means and the accuracy;
   * control characters in names are written as escapes.
   */
  public String report() {
    List<String> shown = names.stream().map(Printable::of).toList();
    int width = shown.stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, 12) + "s %9.4f %9.4f %9.4f %9d%n";
    String head = row.replace(".4f", "s").replace("9d", "9s");
    StringBuilder table =
        new StringBuilder(text(head, "class", "precision", "recall", "f1", "samples"));
    for (int i = 0; i < names.size(); i++) {
      table.append(text(row, shown.get(i), precision(i), recall(i), f1(i), support(i)));
    }
    long all = sum(this::support);
    table.append(mean(row, "mean", i -> 1.0 / names.size(), all));
    table.append(mean(row, "by samples", i -> share(support(i), all), all));
    table.append(text(head, "accuracy", "", "", text("%.4f", accuracy()), "" + all));
    return table.toString();
  }

  private String mean(String row, String name, IntToDoubleFunction weight, long all) {
    return text(
        row,
        name,
        weighted(weight, this::precision),
        weighted(weight, this::recall),
        weighted(weight, this::f1),
        all);
  }

  private double weighted(IntToDoubleFunction weight, IntToDoubleFunction value) {
    return IntStream.range(0, names.size())
        .mapToDouble(i -> weight.applyAsDouble(i) * value.applyAsDouble(i))
        .sum();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
