package dev.cotangent.training.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes CSV as RFC 4180 has it, with lines that end in LF. A field is quoted where it has to be,
 * and where white space is at one of its ends, which {@link TableReader} drops elsewhere. For one
 * thread.
 */
public final class CsvOutput implements Closeable {

  private final CsvWriter csv;

  /** Writes to that writer, which is closed with this. */
  public CsvOutput(Writer out) {
    csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(new SpaceAtAnEnd())
            .build(out);
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
