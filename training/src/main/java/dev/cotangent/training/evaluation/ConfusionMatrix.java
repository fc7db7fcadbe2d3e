package dev.cotangent.training.evaluation;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.ClassChoice;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.LossTargets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A confusion matrix: how often samples of each class were predicted as each class, with precision,
 * recall and F1. A quotient with no samples is 0. Samples of weight 0 are left out; in quotients,
 * samples count by their weights. A sample whose scores are all NaN counts as a wrong prediction of
 * no class. Immutable, thread-safe.
 */
public final class ConfusionMatrix {

  private static final int CHUNK = 256;

  private final List<String> names;
  private final long[][] counts;
  private final double[][] weights;

  /** An empty matrix; the last column counts samples predicted as no class. */
  private ConfusionMatrix(List<String> names) {
    this.names = names;
    this.counts = new long[names.size()][names.size() + 1];
    this.weights = new double[names.size()][names.size() + 1];
  }

  /**
   * Evaluates a model by {@link ClassChoice}: the class with the highest score, or a single output
   * against the predictor's threshold.
   *
   * @throws ShapeException unless there is one score for each class, or one for two classes
   */
  public static ConfusionMatrix of(Predictor predictor, Dataset data) {
    return of(predictor, data, ClassChoice.of(predictor, data));
  }

  /**
   * Evaluates a model with the threshold and the ignored class of a loss.
   *
   * @throws ShapeException unless there is one score for each class, or one for two classes
   */
  public static ConfusionMatrix of(Predictor predictor, Dataset data, Loss loss) {
    ClassChoice choice = ClassChoice.of(predictor, data);
    double threshold = loss.threshold().orElse(choice.threshold());
    Dataset counted = LossTargets.withoutIgnored(loss, data);
    ClassChoice own = new ClassChoice(choice.outputs(), choice.classes(), threshold);
    return of(predictor, counted, own);
  }

  private static ConfusionMatrix of(Predictor predictor, Dataset data, ClassChoice choice) {
    ConfusionMatrix matrix = new ConfusionMatrix(data.classNames());
    for (int first = 0; first < data.size(); first += CHUNK) {
      int rows = Math.min(CHUNK, data.size() - first);
      float[] scores = scores(predictor, data, IntStream.range(first, first + rows).toArray());
      for (int at = 0; at < rows; at++) {
        matrix.add(data, first + at, choice.compute(scores, at * choice.outputs()));
      }
    }
    return matrix;
  }

  private static float[] scores(Predictor predictor, Dataset data, int[] rows) {
    if (!predictor.inputs().isSingle()) {
      return predictor.predict(inputs(predictor, data.batch(rows))).values().iterator().next();
    }
    int width = data.sampleShape().size();
    float[] features = new float[rows.length * width];
    for (int at = 0; at < rows.length; at++) {
      data.copyFeatures(rows[at], features, at * width);
    }
    return predictor.predict(features);
  }

  private static Map<String, Object> inputs(Predictor predictor, Batch batch) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String name : predictor.inputs().names()) {
      int index = batch.index(name);
      if (index >= 0) { // the predictor reports one that is missing
        inputs.put(name, batch.array(index));
      }
    }
    return inputs;
  }

  private void add(Dataset data, int row, int chosen) {
    double weight = data.weight(row, 0);
    if (weight > 0) {
      int column = chosen == ClassChoice.NONE ? names.size() : chosen;
      counts[data.label(row)][column]++;
      weights[data.label(row)][column] += weight;
    }
  }

  /** The names of the classes. */
  public List<String> names() {
    return names;
  }

  /**
   * The number of samples of the actual class that were predicted as the other, or the same, class.
   */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** The number of samples of a class whose scores were all NaN. */
  public long unanswered(int actual) {
    return counts[actual][names.size()];
  }

  /** The number of samples of a class. */
  public long support(int actual) {
    return LongStream.of(counts[actual]).sum();
  }

  private double weight(int actual) {
    return DoubleStream.of(weights[actual]).sum();
  }

  /** The share of correct predictions among the samples predicted as a class. */
  public double precision(int predicted) {
    return share(weights[predicted][predicted], sum(i -> weights[i][predicted]));
  }

  /** The share of correct predictions among the samples of a class. */
  public double recall(int actual) {
    return share(weights[actual][actual], weight(actual));
  }

  /** The harmonic mean of precision and recall of a class. */
  public double f1(int index) {
    double precision = precision(index);
    double recall = recall(index);
    return share(2 * precision * recall, precision + recall);
  }

  /** The share of correct predictions among all samples. */
  public double accuracy() {
    return share(sum(i -> weights[i][i]), sum(this::weight));
  }

  private double sum(IntToDoubleFunction values) {
    return IntStream.range(0, names.size()).mapToDouble(values).sum();
  }

  private long sumOfCounts(IntToLongFunction values) {
    return IntStream.range(0, names.size()).mapToLong(values).sum();
  }

  private static double share(double part, double all) {
    return all == 0 ? 0 : part / all;
  }

  /**
   * A table of precision, recall, F1 and support of each class, their plain and weighted means
   * (weighted by the classes' samples), the accuracy, and the number of NaN scores if there are
   * any; control characters in names are escaped.
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
    long all = sumOfCounts(this::support);
    table.append(mean(row, "mean", i -> 1.0 / names.size(), all));
    table.append(mean(row, "by samples", i -> share(weight(i), sum(this::weight)), all));
    table.append(text(head, "accuracy", "", "", text("%.4f", accuracy()), "" + all));
    long unanswered = sumOfCounts(this::unanswered);
    if (unanswered > 0) {
      table.append(text(head, "NaN", "", "", "", "" + unanswered));
    }
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
