package dev.cotangent.training.table;

import dev.cotangent.core.file.FileErrors;
import dev.cotangent.core.file.FileReads;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Gzip;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads tables from UTF-8 CSV, plain or gzipped, which is detected from the first bytes. */
public final class TableReader {

  private TableReader() {}

  /**
   * Reads a file. Not affected by a pending interrupt, which stays pending.
   *
   * @throws DataException if it cannot be read or is not a valid table, naming line and column
   */
  public static Table read(Path file, ColumnChooser chooser) {
    String source = Printable.of(file.toString());
    if (!Files.exists(file)) {
      throw new DataException("there is no data file " + source);
    }
    if (Files.isDirectory(file)) {
      throw new DataException(source + " is a directory, expected a CSV file");
    }
    try (InputStream in = FileReads.stream(file)) {
      return read(in, source, chooser);
    } catch (IOException e) {
      throw new DataException(
          "the data file " + source + " cannot be read: " + FileErrors.reason(e), e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param source name of the source, for messages
   * @throws DataException if it is not a valid table, naming line and column
   */
  public static Table read(InputStream in, String source, ColumnChooser chooser)
      throws IOException {
    return read(in, source, chooser, Header.AUTO);
  }

  /**
   * Like {@link #read(InputStream, String, ColumnChooser)}.
   *
   * @param known whether the first line is a header
   */
  public static Table read(InputStream in, String source, ColumnChooser chooser, Header known)
      throws IOException {
    TableBuilder table = new TableBuilder(source, chooser, known);
    try {
      CsvRows rows = new CsvRows(Gzip.unpacked(in, source), source);
      while (rows.hasNext()) {
        table.add(rows.next());
      }
    } catch (EOFException | ZipException e) {
      throw new DataException(source + " is not a complete gzip file: " + FileErrors.reason(e), e);
    }
    return table.build();
  }
}
