package dev.cotangent.training.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes CSV according to RFC 4180, with LF line ends. A field is quoted if necessary, and if it
 * starts or ends with white space, which {@link TableReader} strips from unquoted fields.
 * Single-threaded.
 */
public final class CsvOutput implements Closeable {

  private final CsvWriter csv;

  private CsvOutput(Writer out) {
    csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(new SpaceAtAnEnd())
            .build(out);
  }

  /** Writes to a writer, which is closed together with this object. */
  public static CsvOutput of(Writer out) {
    return new CsvOutput(out);
  }

  /**
   * Writes a row.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void row(Iterable<String> fields) {
    csv.writeRecord(fields);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static final class SpaceAtAnEnd implements QuoteStrategy {

    @Override
    public boolean quoteValue(int line, int field, String value) {
      return !value.equals(value.strip());
    }
  }
}
