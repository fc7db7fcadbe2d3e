package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.metric.WeightedMean;
import dev.cotangent.core.spi.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The log loss: the mean of −ln p, where p is the predicted probability of an element's class, or
 * of its binary label. Probabilities are clipped to within 2⁻⁵² of 0 and 1, as in scikit-learn;
 * logits need no clipping. NaN if any output is NaN.
 *
 * @param scores kind of the outputs: {@code logits}, {@code probabilities}, {@code
 *     log_probabilities}, or {@code other} (the default), which is the kind that the loss expects
 */
public record LogLoss(Scores scores) implements Metric {

  private static final String ID = "log_loss";
  private static final String SCORES = "scores";

  /** Rejects null. */
  public LogLoss {
    Given.of(ID + ": the scores", scores);
  }

  /** Creates a log loss of outputs of the kind that the loss expects. */
  public LogLoss() {
    this(Scores.OTHER);
  }

  /** Creates a log loss of outputs of this kind. */
  public static LogLoss of(Scores scores) {
    return new LogLoss(scores);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with(SCORES, name(scores));
  }

  @Override
  public LogLoss with(Attributes attributes) {
    attributes.allowOnly(SCORES);
    String text = attributes.text(SCORES, name(scores));
    List<String> known = Arrays.stream(Scores.values()).map(LogLoss::name).toList();
    if (!known.contains(text)) {
      throw new CotangentException(ID + ": scores is '" + text + "', expected one of " + known);
    }
    return new LogLoss(Scores.values()[known.indexOf(text)]);
  }

  private static String name(Scores scores) {
    return scores.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Starts a measurement.
   *
   * @throws CotangentException if outputs and targets do not match, or the kind of the outputs is
   *     unknown
   */
  @Override
  public MetricState start(MetricInput input) {
    if (input.hasClasses()) {
      input.requireClasses(ID);
    } else {
      input.requireNumbers(ID);
    }
    Scores used = scores == Scores.OTHER ? input.scores() : scores;
    if (used == Scores.OTHER) {
      throw new CotangentException(
          ID
              + ": the loss does not define the kind of the outputs, expected logits, "
              + "probabilities or"
              + " log_probabilities; use for example LogLoss.of(Scores.LOGITS)");
    }
    boolean single = !input.hasClasses() || input.isSingle();
    return new Logs(input, new Surprise(used, single ? 1 : input.scoresPerElement()));
  }

  private static final class Logs implements MetricState {

    private final MetricInput input;
    private final Surprise surprise;
    private final WeightedMean mean = WeightedMean.of();

    Logs(MetricInput input, Surprise surprise) {
      this.input = input;
      this.surprise = surprise;
    }

    @Override
    public void add(MetricBatch batch) {
      for (int i = 0; i < batch.elements(); i++) {
        float weight = batch.weight(i);
        if (weight > 0) {
          mean.add(of(batch, i), weight);
        }
      }
    }

    private double of(MetricBatch batch, int element) {
      if (!input.hasClasses()) {
        return surprise.ofShare(batch.output(element), batch.target(element));
      }
      int label = batch.label(element);
      return surprise.isSingle()
          ? surprise.ofShare(batch.output(element), label)
          : surprise.ofClass(batch.outputs(), batch.offset(element), label);
    }

    @Override
    public void merge(MetricState later) {
      mean.add(((Logs) later).mean);
    }

    @Override
    public double compute() {
      return mean.value();
    }
  }
}
