package dev.cotangent.cli;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints one line per epoch; on a terminal also a progress bar below, redrawn after each epoch and
 * removed at the end.
 */
final class Progress implements Callback {

  private static final int BAR = 30;
  private static final byte[] CLEAR_LINE = {'\r', 0x1B, '[', 'K'};
  private static final List<String> USUAL = List.of("accuracy", "r2", "binary_accuracy");

  private final PrintStream out;
  private final boolean redraw;
  private final int epochs;
  private final List<String> metrics;
  private double seconds;
  private int seen;

  Progress(Console console, int epochs, List<Metric> others) {
    this.metrics =
        Stream.concat(USUAL.stream(), others.stream().map(Metric::name)).distinct().toList();
    this.out = console.out();
    this.redraw = console.terminal();
    this.epochs = epochs;
  }

  /** Empty: this callback does not influence the training, so checkpoints ignore it. */
  @Override
  public String id() {
    return "";
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    seconds += result.seconds();
    seen++;
    if (redraw) {
      out.writeBytes(CLEAR_LINE);
    }
    out.println(line(result));
    if (redraw) {
      out.print(bar(result.epoch()));
    }
    out.flush();
  }

  @Override
  public void onEnd() {
    if (redraw) {
      out.writeBytes(CLEAR_LINE);
      out.flush();
    }
  }

  private String line(EpochResult result) {
    int digits = Integer.toString(epochs).length();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "Epoch %" + digits + "d/%d - %.2fs - %,.0f samples/s - loss: %s",
            result.epoch(),
            epochs,
            result.seconds(),
            result.samplesPerSecond(),
            Texts.number(result.loss())));
    result.training().ifPresent(evaluation -> append(line, "train_", evaluation));
    result.validation().ifPresent(evaluation -> append(line, "val_", evaluation));
    return line.toString();
  }

  private void append(StringBuilder line, String part, Evaluation evaluation) {
    append(line, part, "loss", evaluation.loss());
    for (String metric : metrics) {
      Optional.ofNullable(evaluation.metrics().get(metric))
          .ifPresent(value -> append(line, part, metric, value));
    }
  }

  private static void append(StringBuilder line, String part, String name, double value) {
    line.append(" - ").append(part).append(name).append(": ").append(Texts.number(value));
  }

  private String bar(int epoch) {
    int done = (int) ((long) BAR * epoch / epochs);
    return String.format(
        Locale.ROOT,
        "[%s%s] %d/%d, %.0f s left",
        "=".repeat(done),
        " ".repeat(BAR - done),
        epoch,
        epochs,
        seconds / seen * (epochs - epoch));
  }
}
