package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.EpochResult;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.History;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The course of a training, epoch by epoch, as SVG. */
public final class TrainingCurves {

  private final List<EpochResult> epochs;

  private TrainingCurves(List<EpochResult> epochs) {
    this.epochs = epochs;
  }

  /** The curves of a training. */
  public static TrainingCurves of(History history) {
    return new TrainingCurves(history.epochs());
  }

  /** The losses of training and, if there are such samples, validation. */
  public String lossSvg() {
    LineChart chart = new LineChart("Loss", epochs.get(0).epoch());
    chart.line("training", epochs.stream().map(EpochResult::loss).toList());
    if (hasValidation()) {
      chart.line("validation", validation(Evaluation::loss));
    }
    return chart.toSvg();
  }

  /**
   * A metric of the validation samples.
   *
   * @throws CotangentException if there were none, or no such metric
   */
  public String metricSvg(String id) {
    if (!hasValidation()) {
      throw new CotangentException("a curve of " + id + " needs a training with validation data");
    }
    return new LineChart(id, epochs.get(0).epoch())
        .line("validation", validation(judged -> judged.metric(id)))
        .toSvg();
  }

  /** Whether the training was judged after each epoch. */
  public boolean hasValidation() {
    return epochs.stream().anyMatch(epoch -> epoch.validation().isPresent());
  }

  private List<Double> validation(ToDoubleFunction<Evaluation> number) {
    return epochs.stream()
        .map(epoch -> epoch.validation().map(number::applyAsDouble).orElse(Double.NaN))
        .toList();
  }
}
