package dev.cotangent.cli;

import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.pictures.ConfusionPicture;
import dev.cotangent.pictures.DecisionRegions;
import dev.cotangent.pictures.HtmlReport;
import dev.cotangent.pictures.TrainingCurves;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.evaluation.PassKernels;
import dev.cotangent.training.table.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The charts of a training as SVG files, and an HTML report with all of them. */
final class RunPictures {

  /** The name of the HTML report in the run's directory. */
  static final String REPORT_FILE = "report.html";

  private static final int MOST_CLASSES = 50;

  private final TrainingResult result;
  private final Map<String, String> pictures = new LinkedHashMap<>();
  private Optional<ConfusionMatrix> confusion = Optional.empty();

  private RunPictures(TrainingResult result) {
    this.result = result;
  }

  /** Writes the charts and the report into an existing directory. */
  static void write(Path directory, TrainingResult result, OutputFiles files) {
    RunPictures run = new RunPictures(result);
    run.curves();
    if (result.task() == Task.CLASSIFICATION) {
      run.classes();
    }
    for (Map.Entry<String, String> picture : run.pictures.entrySet()) {
      files.write(
          directory.resolve(picture.getKey()),
          file -> AtomicFiles.writeString(file, picture.getValue()));
    }
    files.write(directory.resolve(REPORT_FILE), run.page()::write);
  }

  private void curves() {
    TrainingCurves curves = TrainingCurves.of(result.history());
    pictures.put("loss.svg", curves.lossSvg());
    if (curves.hasValidation()) {
      List<String> shown = new ArrayList<>(Metrics.of(result.task()).subList(0, 1));
      result.settings().metrics().stream()
          .map(Metric::name)
          .filter(
              name ->
                  name.matches("[a-z][a-z0-9_.]*")) // a plugin's name may not be a valid file name
          .forEach(shown::add);
      shown.forEach(metric -> pictures.put(metric + ".svg", curves.metricSvg(metric)));
    }
  }

  private void classes() {
    Dataset shown = shownSamples();
    Predictor predictor = result.model().predictor(PassKernels.of(result.model(), shown.size()));
    if (shown.classes() <= MOST_CLASSES) {
      confusion = Optional.of(ConfusionMatrix.of(predictor, shown, result.loss()));
      pictures.put("confusion.svg", ConfusionPicture.svg(confusion.get()));
    }
    if (DecisionRegions.fits(result.split().train())) {
      pictures.put("regions.svg", DecisionRegions.svg(predictor, result.split().train()));
    }
  }

  /** The samples to show: test, or else validation, or else training samples. */
  private Dataset shownSamples() {
    if (result.split().test().size() > 0) {
      return result.split().test();
    }
    return result.split().validation().size() > 0
        ? result.split().validation()
        : result.split().train();
  }

  private HtmlReport page() {
    Map<String, String> rows = new LinkedHashMap<>();
    Report.results(result).members().forEach((name, value) -> rows.put(name, text(value)));
    HtmlReport page = HtmlReport.of("Training on " + result.settings().data().absolute().text());
    page.pictures("Pictures", pictures.values());
    confusion.ifPresent(matrix -> page.text("Classes", matrix.report()));
    page.text("Layers", LayerTable.of(result.model()));
    return page.table("Figures", rows);
  }

  private static String text(Json value) {
    return value instanceof Json.Str words ? words.value() : value.compact();
  }
}
