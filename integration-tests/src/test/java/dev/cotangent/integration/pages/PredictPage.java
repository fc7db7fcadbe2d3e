package dev.cotangent.integration.pages;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Batching;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.BatchingStatistics;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.model.SelfTest;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.table.RowPrediction;
import dev.cotangent.training.table.TablePredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The code of docs/predict.md. */
public final class PredictPage {

  private PredictPage() {}

  /** Predictions by the names of columns. */
  public static Map<String, Double> byName(Path file) throws IOException {
    TablePredictor churn = TablePredictor.of(Model.load(file, Registry.standard()));
    RowPrediction prediction = churn.predict(Map.of("age", 31, "town", "Bonn", "member", true));
    String label = prediction.label(); // the most probable class
    double yes = prediction.probability("yes");
    Map<String, Double> all = prediction.probabilities(); // in the order of the model
    List<RowPrediction> many =
        churn.predict(List.of(Map.of("age", 31, "town", "Ulm", "member", 0)));
    return label.isEmpty() || yes < 0 || many.isEmpty() ? Map.of() : all;
  }

  /** Samples of many threads, gathered into batches. */
  public static BatchingStatistics batches(Predictor predictor, float[] sample) {
    Batching settings =
        Batching.of(64, Duration.ofMillis(1)) // most samples, longest wait
            .withQueue(2_000) // further requests are rejected
            .withTimeLimit(Duration.ofMillis(200));
    try (BatchingPredictor batching = predictor.batching(settings)) {
      float[] prediction = batching.predict(sample); // from any thread, also from virtual ones
      batching.predictAsync(sample).thenAccept(result -> check(result, prediction));
      return batching.statistics(); // queued, batches, rows, failed, rejected, expired
    }
  }

  private static void check(float[] result, float[] expected) {
    if (result.length != expected.length) {
      throw new CotangentException(result.length + " numbers, expected " + expected.length);
    }
  }

  /** A health check. */
  public static SelfTest health(Path file) throws IOException {
    Predictor predictor = Model.load(file, Registry.standard()).predictor();
    SelfTest health = predictor.selfTest().orThrow(); // SelfTestException if a bit differs
    return health;
  }
}
