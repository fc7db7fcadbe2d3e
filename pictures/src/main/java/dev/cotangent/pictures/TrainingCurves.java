package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Draws training curves, loss and metrics by epoch, as SVG. Non-finite values are omitted and
 * counted in the legend. The vertical axis is logarithmic if one value, such as a first loss of
 * 1e18, would squeeze the others together. Immutable.
 */
public final class TrainingCurves {

  private final List<EpochResult> epochs;

  private TrainingCurves(List<EpochResult> epochs) {
    this.epochs = epochs;
  }

  /** Creates the curves of a training; without epochs the charts are empty. */
  public static TrainingCurves of(History history) {
    return new TrainingCurves(history.epochs());
  }

  /** Draws the training loss and, if there is validation data, the validation loss. */
  public String lossSvg() {
    LineChart chart = new LineChart("Loss");
    chart.line(
        "training",
        epochs.stream().map(each -> new LineChart.Point(each.epoch(), each.loss())).toList());
    if (hasValidation()) {
      chart.line("validation", validation(Evaluation::loss));
    }
    return chart.toSvg();
  }

  /**
   * Draws a metric of the validation data, and of the training data if it was measured.
   *
   * @throws CotangentException if there was no validation data, or there is no such metric
   */
  public String metricSvg(String id) {
    if (!hasValidation()) {
      throw new CotangentException(
          "cannot draw the curve of metric '"
              + id
              + "': the training had no validation data, expected some");
    }
    LineChart chart = new LineChart(id);
    List<LineChart.Point> training = training(id);
    if (!training.isEmpty()) {
      chart.line("training", training);
    }
    return chart.line("validation", validation(each -> each.metric(id))).toSvg();
  }

  /** Whether validation data was evaluated after at least one epoch. */
  public boolean hasValidation() {
    return epochs.stream().anyMatch(epoch -> epoch.validation().isPresent());
  }

  private List<LineChart.Point> training(String id) {
    return epochs.stream()
        .filter(epoch -> epoch.training().map(each -> each.metrics().containsKey(id)).orElse(false))
        .map(epoch -> new LineChart.Point(epoch.epoch(), epoch.training().get().metric(id)))
        .toList();
  }

  private List<LineChart.Point> validation(ToDoubleFunction<Evaluation> number) {
    return epochs.stream()
        .flatMap(
            epoch ->
                epoch.validation().stream()
                    .map(each -> new LineChart.Point(epoch.epoch(), number.applyAsDouble(each))))
        .toList();
  }
}
