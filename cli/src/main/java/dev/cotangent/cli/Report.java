package dev.cotangent.cli;

import dev.cotangent.core.Numerics;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.Map;
import java.util.Optional;

/** The results of a training as one JSON object ({@code --report-json}). */
final class Report {

  private static final String SHA256 = "parameters_sha256";
  private static final String NUMERICS = "numerics";

  private Report() {}

  /** Whether a document looks like a report of {@code train}. */
  static boolean isReport(Json document) {
    return document instanceof JsonObject object && object.has(SHA256) && object.has(NUMERICS);
  }

  /** The results, plus speed, kernels, workers and Java version. */
  static JsonObject of(TrainingResult result) {
    History history = result.history();
    JsonObject.Builder report = JsonObject.builder();
    results(result).members().forEach(report::put);
    report.put("seconds", Json.finiteOrNull(history.seconds()));
    report.put("samples_per_s", Json.finiteOrNull(history.samplesPerSecond()));
    report.put("kernels", calls(history.kernelCalls()));
    report.put("workers", result.settings().workers());
    report.put("java", System.getProperty("java.version"));
    return report.build();
  }

  /** The results that are the same on any machine and after any number of resumes. */
  static JsonObject results(TrainingResult result) {
    JsonObject.Builder report = JsonObject.builder();
    report.put("task", result.task().id());
    report.put("data", result.settings().data().absolute().text());
    report.put("train_samples", result.split().train().size());
    report.put("validation_samples", result.split().validation().size());
    report.put("test_samples", result.split().test().size());
    report.put("parameters", result.model().parameterCount());
    report.put("epochs", result.history().epochs().size());
    report.put("steps", result.history().steps());
    evaluation(report, "train", result.train(), result);
    evaluation(report, "validation", result.validation(), result);
    evaluation(report, "test", result.test(), result);
    report.put(SHA256, result.model().store().sha256());
    report.put(NUMERICS, Numerics.VERSION);
    report.put("seed", result.settings().seed());
    return report.build();
  }

  private static void evaluation(
      JsonObject.Builder report, String part, Optional<Evaluation> found, TrainingResult result) {
    report.put(part + "_loss", number(found.map(Evaluation::loss)));
    for (String metric : result.metrics()) {
      report.put(part + "_" + metric, number(found.map(each -> each.metric(metric))));
    }
  }

  private static Json number(Optional<Double> value) {
    return value.map(Json::finiteOrNull).orElseGet(Json.Null::new);
  }

  private static JsonObject calls(Map<String, Long> byKernels) {
    JsonObject.Builder calls = JsonObject.builder();
    byKernels.forEach((kernels, count) -> calls.put(kernels, count.longValue()));
    return calls.build();
  }
}
