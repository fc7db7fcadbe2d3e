package dev.cotangent.training.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the characters of a UTF-8 CSV file in normalized form: a byte order mark is skipped, every
 * line end becomes LF, and bytes that are not UTF-8 become {@link #NOT_UTF_8}. Counts quotes.
 * Single-threaded.
 *
 * <p>Line ends are normalized here because FastCSV 4.1 drops a quoted field that contains a lone CR
 * and ends its line with LF, and because a label must not depend on the system that wrote the file.
 */
final class CsvCharacters extends Reader {

  /** A noncharacter code point, which never occurs in text. */
  static final char NOT_UTF_8 = '\uFFFF';

  private static final char MARK = '\uFEFF';

  private final Reader in;
  private boolean begun;
  private boolean afterReturn;
  private long quotes;

  CsvCharacters(InputStream in) {
    this.in =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(NOT_UTF_8)));
  }

  CsvCharacters(Reader in) {
    this.in = in;
  }

  /** Whether an opened quote has not been closed yet. */
  boolean isQuoteOpen() {
    return quotes % 2 != 0;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    do {
      int read = in.read(buffer, offset, length);
      if (read < 0) {
        return read;
      }
      count = prepare(buffer, offset, read);
    } while (count == 0);
    return count;
  }

  /** Normalizes a buffer and returns the number of characters left. */
  private int prepare(char[] buffer, int offset, int length) {
    int to = offset;
    for (int from = offset; from < offset + length; from++) {
      char c = buffer[from];
      boolean dropped = (c == '\n' && afterReturn) || (c == MARK && !begun);
      begun = true;
      afterReturn = c == '\r';
      quotes += c == '"' ? 1 : 0;
      if (!dropped) {
        buffer[to++] = afterReturn ? '\n' : c;
      }
    }
    return to - offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
