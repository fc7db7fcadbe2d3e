package dev.cotangent.training.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Tables from texts. */
final class CsvTables {

  private CsvTables() {}

  /** A table of lines, called t.csv. */
  static Table read(ColumnChooser columns, String... lines) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      return TableReader.read(new ByteArrayInputStream(text), "t.csv", columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
