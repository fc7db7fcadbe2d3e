package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Results of epochs with the same metrics, as a table of doubles that preserves every bit, NaN
 * included.
 *
 * @param metrics names of the validation metrics; empty if there was no validation
 * @param training names of the training data's metrics; empty if they were not evaluated
 */
record EpochTable(
    Optional<List<String>> metrics, Optional<List<String>> training, List<EpochResult> epochs) {

  private static final String METRICS = "validation_metrics";
  private static final String TRAINING = "training_metrics";
  private static final String ROWS = "epochs";
  private static final int OWN = 6;
  private static final int EVALUATION = 2;

  /** Converts epochs to tables, starting a new one wherever the metrics change. */
  public static List<EpochTable> of(List<EpochResult> epochs) {
    List<EpochTable> tables = new ArrayList<>();
    for (EpochResult epoch : epochs) {
      Optional<List<String>> metrics = names(epoch.validation());
      Optional<List<String>> training = names(epoch.training());
      if (tables.isEmpty() || !last(tables).holds(metrics, training)) {
        tables.add(new EpochTable(metrics, training, new ArrayList<>()));
      }
      last(tables).epochs.add(epoch);
    }
    return tables;
  }

  private static Optional<List<String>> names(Optional<Evaluation> evaluation) {
    return evaluation.map(found -> List.copyOf(found.metrics().keySet()));
  }

  private boolean holds(Optional<List<String>> ofValidation, Optional<List<String>> ofTraining) {
    return metrics.equals(ofValidation) && training.equals(ofTraining);
  }

  private static EpochTable last(List<EpochTable> tables) {
    return tables.get(tables.size() - 1);
  }

  /** The column names. */
  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder();
    json.put(ROWS, epochs.size());
    json.put(METRICS, metrics.<Json>map(JsonArray::ofStrings).orElseGet(Json.Null::new));
    training.ifPresent(names -> json.put(TRAINING, JsonArray.ofStrings(names)));
    return json.build();
  }

  /** The table's numbers. */
  TensorEntry tensor(String name) {
    int width = width(metrics, training);
    double[] numbers = new double[epochs.size() * width];
    for (int i = 0; i < epochs.size(); i++) {
      write(epochs.get(i), numbers, i * width);
    }
    return TensorEntry.of(name, Shape.of(epochs.size(), width), numbers);
  }

  private static int width(Optional<List<String>> metrics, Optional<List<String>> training) {
    return OWN + width(metrics) + width(training);
  }

  private static int width(Optional<List<String>> names) {
    return names.map(each -> EVALUATION + each.size()).orElse(0);
  }

  private void write(EpochResult epoch, double[] row, int at) {
    row[at] = epoch.epoch();
    row[at + 1] = epoch.step();
    row[at + 2] = epoch.loss();
    row[at + 3] = epoch.learningRate();
    row[at + 4] = epoch.seconds();
    row[at + 5] = epoch.samplesPerSecond();
    epoch.validation().ifPresent(found -> write(found, row, at + OWN));
    epoch.training().ifPresent(found -> write(found, row, at + OWN + width(metrics)));
  }

  private static void write(Evaluation found, double[] row, int at) {
    row[at] = found.samples();
    row[at + 1] = found.loss();
    int column = at + EVALUATION;
    for (double value : found.metrics().values()) {
      row[column++] = value;
    }
  }

  /** Reads epochs from tables. */
  public static List<EpochResult> read(JsonArray tables, Function<Integer, TensorEntry> tensor) {
    List<EpochResult> all = new ArrayList<>();
    for (int table = 0; table < tables.size(); table++) {
      JsonObject json = tables.objects().get(table);
      Optional<List<String>> metrics = names(json, METRICS);
      Optional<List<String>> training = names(json, TRAINING);
      int width = width(metrics, training);
      TensorEntry numbers = tensor.apply(table);
      Shape expected = Shape.of(json.integer(ROWS), width);
      if (!numbers.shape().equals(expected)) {
        throw new CotangentException("a table of epochs is " + numbers + ", expected " + expected);
      }
      double[] values = numbers.doubles();
      for (int row = 0; row < json.integer(ROWS); row++) {
        all.add(epoch(values, row * width, metrics, training));
      }
    }
    return all;
  }

  private static Optional<List<String>> names(JsonObject json, String key) {
    return json.has(key) && json.get(key) instanceof JsonArray names
        ? Optional.of(names.strings())
        : Optional.empty();
  }

  private static EpochResult epoch(
      double[] values, int at, Optional<List<String>> metrics, Optional<List<String>> training) {
    return new EpochResult(
        (int) whole(values[at], Integer.MAX_VALUE),
        whole(values[at + 1], 1L << 53),
        values[at + 2],
        metrics.map(names -> evaluation(values, at + OWN, names)),
        values[at + 3],
        values[at + 4],
        values[at + 5],
        training.map(names -> evaluation(values, at + OWN + width(metrics), names)));
  }

  private static Evaluation evaluation(double[] values, int at, List<String> names) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), values[at + EVALUATION + i]);
    }
    return new Evaluation((int) whole(values[at], Integer.MAX_VALUE), values[at + 1], metrics);
  }

  private static long whole(double value, long most) {
    if (!(value >= 0 && value <= most && value == Math.rint(value))) {
      throw new CotangentException(
          "a count of an epoch is " + value + ", expected an integer from 0 to " + most);
    }
    return (long) value;
  }
}
