package dev.cotangent.pictures;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.EpochResult;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.History;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The course of a training, epoch by epoch, as SVG. Values that are not finite are left out and
 * counted in the legend. The vertical axis is logarithmic where one value, such as a first loss of
 * 1e18, would press the others together. Immutable.
 */
public final class TrainingCurves {

  private final List<EpochResult> epochs;

  private TrainingCurves(List<EpochResult> epochs) {
    this.epochs = epochs;
  }

  /** The curves of a training; one without epochs has empty charts. */
  public static TrainingCurves of(History history) {
    return new TrainingCurves(history.epochs());
  }

  /** The losses of training and, if there are such samples, validation. */
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
   * A metric of the validation samples, and of the training samples if it was measured.
   *
   * @throws CotangentException if there were none, or no such metric
   */
  public String metricSvg(String id) {
    if (!hasValidation()) {
      throw new CotangentException("a curve of " + id + " needs a training with validation data");
    }
    LineChart chart = new LineChart(id);
    List<LineChart.Point> training = training(id);
    if (!training.isEmpty()) {
      chart.line("training", training);
    }
    return chart.line("validation", validation(each -> each.metric(id))).toSvg();
  }

  /** Whether validation samples were evaluated after at least one epoch. */
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
