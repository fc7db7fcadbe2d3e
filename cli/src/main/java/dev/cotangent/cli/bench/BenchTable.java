package dev.cotangent.cli.bench;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The results as a text table. */
final class BenchTable {

  private static final List<String> COLUMNS =
      List.of(
          "workload",
          "threads",
          "steps_per_s",
          "p50_us",
          "p99_us",
          "spread",
          "peak_fraction",
          "rss_mb",
          "startup_s",
          "kernels");
  private static final int WIDTH = 13;

  private BenchTable() {}

  static String of(List<JsonObject> results) {
    StringBuilder table = new StringBuilder();
    COLUMNS.forEach(column -> cell(table, column));
    for (JsonObject result : results) {
      table.append(System.lineSeparator());
      COLUMNS.forEach(column -> cell(table, text(result.get(column))));
    }
    return table.toString();
  }

  private static void cell(StringBuilder table, String text) {
    table.append(String.format(Locale.ROOT, "%-" + WIDTH + "s ", text));
  }

  private static String text(Json value) {
    if (value instanceof Json.Null) {
      return "-";
    }
    return value.compact().replace("\"", "");
  }
}
