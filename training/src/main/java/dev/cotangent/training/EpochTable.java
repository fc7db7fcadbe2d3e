package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Epochs with the same metrics as a table of doubles, which keeps every bit, NaN included.
 *
 * @param metrics the ids of the validation's metrics; empty: there was no validation
 */
record EpochTable(Optional<List<String>> metrics, List<EpochResult> epochs) {

  private static final String METRICS = "validation_metrics";
  private static final String ROWS = "epochs";
  private static final int OWN = 6;
  private static final int VALIDATION = 2;

  /** Epochs as tables, a new one where the metrics change. */
  static List<EpochTable> of(List<EpochResult> epochs) {
    List<EpochTable> tables = new ArrayList<>();
    for (EpochResult epoch : epochs) {
      Optional<List<String>> metrics =
          epoch.validation().map(judged -> List.copyOf(judged.metrics().keySet()));
      if (tables.isEmpty() || !last(tables).metrics.equals(metrics)) {
        tables.add(new EpochTable(metrics, new ArrayList<>()));
      }
      last(tables).epochs.add(epoch);
    }
    return tables;
  }

  private static EpochTable last(List<EpochTable> tables) {
    return tables.get(tables.size() - 1);
  }

  /** What the columns are. */
  JsonObject json() {
    return JsonObject.builder()
        .put(ROWS, epochs.size())
        .put(METRICS, metrics.<Json>map(JsonArray::ofStrings).orElseGet(Json.Null::new))
        .build();
  }

  /** The numbers. */
  TensorEntry tensor(String name) {
    int width = width(metrics);
    double[] numbers = new double[epochs.size() * width];
    for (int i = 0; i < epochs.size(); i++) {
      double[] row = row(epochs.get(i), width);
      System.arraycopy(row, 0, numbers, i * width, width);
    }
    return TensorEntry.of(name, Shape.of(epochs.size(), width), numbers);
  }

  private static int width(Optional<List<String>> metrics) {
    return OWN + metrics.map(ids -> VALIDATION + ids.size()).orElse(0);
  }

  private static double[] row(EpochResult epoch, int width) {
    double[] row = new double[width];
    row[0] = epoch.epoch();
    row[1] = epoch.step();
    row[2] = epoch.loss();
    row[3] = epoch.learningRate();
    row[4] = epoch.seconds();
    row[5] = epoch.samplesPerSecond();
    epoch
        .validation()
        .ifPresent(
            judged -> {
              row[OWN] = judged.samples();
              row[OWN + 1] = judged.loss();
              int column = OWN + VALIDATION;
              for (double value : judged.metrics().values()) {
                row[column++] = value;
              }
            });
    return row;
  }

  /** The epochs of tables that were written. */
  static List<EpochResult> read(JsonArray tables, Function<Integer, TensorEntry> tensor) {
    List<EpochResult> all = new ArrayList<>();
    for (int table = 0; table < tables.size(); table++) {
      JsonObject json = tables.objects().get(table);
      Optional<List<String>> metrics =
          json.get(METRICS) instanceof JsonArray ids
              ? Optional.of(ids.strings())
              : Optional.empty();
      int width = width(metrics);
      TensorEntry numbers = tensor.apply(table);
      Shape expected = Shape.of(json.integer(ROWS), width);
      if (!numbers.shape().equals(expected)) {
        throw new CotangentException("a table of epochs is " + numbers + ", expected " + expected);
      }
      double[] values = numbers.doubles();
      for (int row = 0; row < json.integer(ROWS); row++) {
        all.add(epoch(values, row * width, metrics));
      }
    }
    return all;
  }

  private static EpochResult epoch(double[] values, int at, Optional<List<String>> metrics) {
    return new EpochResult(
        (int) whole(values[at], Integer.MAX_VALUE),
        whole(values[at + 1], 1L << 53),
        values[at + 2],
        metrics.map(ids -> evaluation(values, at + OWN, ids)),
        values[at + 3],
        values[at + 4],
        values[at + 5]);
  }

  private static Evaluation evaluation(double[] values, int at, List<String> ids) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      metrics.put(ids.get(i), values[at + VALIDATION + i]);
    }
    return new Evaluation((int) whole(values[at], Integer.MAX_VALUE), values[at + 1], metrics);
  }

  private static long whole(double value, long most) {
    if (!(value >= 0 && value <= most && value == Math.rint(value))) {
      throw new CotangentException("a count of an epoch is " + value);
    }
    return (long) value;
  }
}
