package dev.cotangent.cli.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.cotangent.cli.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads tables from CSV, plain or (by the name's ending) gzipped. */
public final class TableReader {

  private TableReader() {}

  /**
   * Reads a file.
   *
   * @throws UserError if it cannot be read or is not a table of numbers, naming line and column
   */
  public static Table read(Path file, ColumnChooser chooser) {
    String source = file.toString();
    if (!Files.exists(file)) {
      throw new UserError("there is no data file " + source);
    }
    if (Files.isDirectory(file)) {
      throw new UserError(source + " is a directory, expected a CSV file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, source, source.endsWith(".gz"), chooser);
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("the data file " + source + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads a stream, which may be gzipped; see {@link #read(Path, ColumnChooser)}. */
  static Table read(InputStream in, String source, boolean gzip, ColumnChooser chooser)
      throws IOException {
    InputStream plain = gzip ? new GZIPInputStream(in) : new BufferedInputStream(in);
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .detectBomHeader(true)
            .allowExtraFields(true)
            .allowMissingFields(true);
    try (CsvReader<CsvRecord> records = builder.ofCsvRecord(plain, StandardCharsets.UTF_8)) {
      TableBuilder table = new TableBuilder(source, chooser);
      for (CsvRecord row : records) {
        table.add(row.getStartingLineNumber(), stripped(row));
      }
      return table.build();
    } catch (CsvParseException e) {
      throw new UserError(source + " is not a CSV file: " + e.getMessage(), e);
    }
  }

  private static List<String> stripped(CsvRecord row) {
    return row.getFields().stream().map(String::strip).toList();
  }
}
