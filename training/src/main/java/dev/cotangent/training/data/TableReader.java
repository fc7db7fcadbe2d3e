package dev.cotangent.training.data;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads tables from CSV in UTF-8, plain or (by the name's ending) gzipped. */
public final class TableReader {

  private static final String GZIP = ".gz";

  private TableReader() {}

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read or is not such a table, naming line and column
   */
  public static Table read(Path file, ColumnChooser chooser) {
    String source = file.toString();
    if (!Files.exists(file)) {
      throw new DataException("there is no data file " + source);
    }
    if (Files.isDirectory(file)) {
      throw new DataException(source + " is a directory, expected a CSV file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(source.endsWith(GZIP) ? new GZIPInputStream(in) : in, source, chooser);
    } catch (CharacterCodingException e) {
      throw new DataException(source + " is not a CSV file: its text is not UTF-8", e);
    } catch (EOFException | ZipException e) {
      throw new DataException(source + " is not a whole gzip file", e);
    } catch (IOException e) {
      throw new DataException("the data file " + source + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param source where it comes from, for messages
   * @throws DataException if it is not such a table, naming line and column
   */
  public static Table read(InputStream in, String source, ColumnChooser chooser)
      throws IOException {
    Reader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    CsvParser rows = new CsvParser(text, source);
    TableBuilder table = new TableBuilder(source, chooser);
    while (rows.next()) {
      table.add(rows.line(), rows.fields());
    }
    return table.build();
  }

  /** Reads a table that is on board. */
  static Table resource(String name, String source, ColumnChooser chooser) {
    try (InputStream in = TableReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return read(name.endsWith(GZIP) ? new GZIPInputStream(in) : in, source, chooser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
