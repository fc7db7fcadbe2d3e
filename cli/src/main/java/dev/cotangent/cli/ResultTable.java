package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of results that {@code train} and {@code evaluate} print. */
final class ResultTable {

  private final StringBuilder text = new StringBuilder();
  private final List<String> metrics;

  private ResultTable(List<String> metrics) {
    this.metrics = metrics;
  }

  /** The table of a training. */
  static String of(TrainingResult result, Optional<Path> file) {
    ResultTable table = new ResultTable(result.metrics());
    table.head();
    table.row("train", result.train());
    table.row("validation", result.validation());
    table.row("test", result.test());
    table.about(result.model(), result.history(), result.settings().workers());
    if (result.settings().averaged()) {
      table.line("weights", "averaged by " + result.settings().optimizer().id());
    }
    file.ifPresent(path -> table.line("model", Printable.of(path.toString())));
    return table.text.toString();
  }

  /** One row, for {@code evaluate}. */
  static String of(String part, Evaluation evaluation, List<String> metrics) {
    ResultTable table = new ResultTable(metrics);
    table.head();
    table.row(part, Optional.of(evaluation));
    return table.text.toString();
  }

  private void head() {
    text.append(String.format(Locale.ROOT, "%n%-12s%10s%12s", "", "samples", "loss"));
    metrics.forEach(metric -> text.append(cell(metric, metric)));
    text.append(System.lineSeparator());
  }

  private void row(String part, Optional<Evaluation> found) {
    if (found.isEmpty()) {
      return;
    }
    Evaluation evaluation = found.get();
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s%,10d%12s",
            part,
            evaluation.samples(),
            Texts.number(evaluation.loss())));
    metrics.forEach(metric -> text.append(cell(metric, Texts.number(evaluation.metric(metric)))));
    text.append(System.lineSeparator());
  }

  /** A cell as wide as the column. */
  private static String cell(String metric, String value) {
    return String.format(Locale.ROOT, "%" + Math.max(12, metric.length() + 2) + "s", value);
  }

  private void about(Model model, History history, int workers) {
    text.append(System.lineSeparator());
    line("parameters", String.format(Locale.ROOT, "%,d", model.parameterCount()));
    line(
        "time",
        String.format(
            Locale.ROOT,
            "%.2f s, %,.0f samples/s, %d %s",
            history.seconds(),
            history.samplesPerSecond(),
            workers,
            workers == 1 ? "worker" : "workers"));
    line("kernels", calls(history.kernelCalls()));
    line("sha256", model.store().sha256());
  }

  private static String calls(Map<String, Long> byKernels) {
    return byKernels.entrySet().stream()
        .map(
            entry -> String.format(Locale.ROOT, "%s (%,d calls)", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void line(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
  }
}
