package dev.cotangent.training.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.cotangent.training.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file, read by FastCSV strictly according to RFC 4180: commas, double quotes,
 * and lines that end in LF, CR or CRLF. Single-threaded.
 */
final class CsvRows {

  /** Limit of a field's length; a file with longer fields is probably not a table. */
  private static final int LONGEST = 1 << 20;

  private final CsvCharacters characters;
  private final CsvRowHandler handler;
  private final CloseableIterator<CsvRow> rows;
  private @Nullable CsvRow next;
  private @Nullable DataException failure;
  private boolean ended;

  CsvRows(InputStream in, String source) {
    this(new CsvCharacters(in), source);
  }

  CsvRows(CsvCharacters characters, String source) {
    this.characters = characters;
    handler = new CsvRowHandler(source);
    rows =
        CsvReader.builder()
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(false)
            .trimWhitespacesAroundQuotes(false)
            .detectBomHeader(false)
            .maxBufferSize(LONGEST)
            .build(handler, characters)
            .iterator();
  }

  /**
   * Whether there is another row.
   *
   * @throws DataException if the next row is malformed, naming line and column
   */
  boolean hasNext() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (next == null && !ended) {
      advance();
      return hasNext();
    }
    return next != null;
  }

  /** Returns the next row; an unclosed quote is only found when the following row is read. */
  CsvRow next() throws IOException {
    CsvRow row = Objects.requireNonNull(next);
    next = null;
    advance();
    if (ended && characters.isQuoteOpen()) {
      throw new DataException(handler.placeOfLast() + ": an unclosed quote, expected another \"");
    }
    return row;
  }

  private void advance() throws IOException {
    try {
      ended = !rows.hasNext();
      next = ended ? null : rows.next();
    } catch (CsvParseException e) {
      failure = malformed(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private DataException malformed(CsvParseException failure) {
    Throwable cause = failure;
    while (cause instanceof CsvParseException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof DataException ours) {
      return ours;
    }
    String reason = String.valueOf(cause.getMessage());
    boolean tooLong = reason.contains("buffer size");
    return new DataException(
        handler.place()
            + (tooLong
                ? ": a field of more than " + LONGEST + " characters"
                : ": text after a closing quote, expected a comma or the end of the line; quotes"
                    + " inside a quoted field are doubled"),
        failure);
  }
}
