package dev.cotangent.training.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.cotangent.training.data.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Creates a {@link CsvRow} from FastCSV's fields, and rejects what RFC 4180 does not allow. */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRow> {

  private final String source;
  private List<String> fields = new ArrayList<>();
  private List<Boolean> quoted = new ArrayList<>();

  CsvRowHandler(String source) {
    this.source = source;
  }

  @Override
  protected void handleBegin(long line) {
    fields = new ArrayList<>(fields.size());
    quoted = new ArrayList<>(fields.size());
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    String text = new String(buffer, offset, length);
    for (int i = 0; i < length; i++) {
      check(text.charAt(i), isQuoted);
    }
    fields.add(isQuoted ? text : text.strip());
    quoted.add(isQuoted);
  }

  private void check(char c, boolean isQuoted) {
    if (c == CsvCharacters.NOT_UTF_8) {
      throw new DataException(place() + ": not a CSV file, its text is not UTF-8");
    }
    if (c == 0) {
      throw new DataException(place() + ": not a CSV file, its text has a NUL character");
    }
    if (c == '"' && !isQuoted) {
      throw new DataException(
          place()
              + ": a quote inside an unquoted field, expected the whole field in"
              + " quotes and quotes inside it doubled, as in \"5\"\" disk\"");
    }
  }

  @Override
  protected CsvRow buildRecord() {
    return new CsvRow(
        getStartingLineNumber(),
        Collections.unmodifiableList(fields),
        Collections.unmodifiableList(quoted));
  }

  /** The position of the next field, for messages. */
  String place() {
    return source + ", line " + getStartingLineNumber() + ", column " + fields.size();
  }

  /** The position of the last row's last field, for messages. */
  String placeOfLast() {
    return source + ", line " + getStartingLineNumber() + ", column " + (fields.size() - 1);
  }
}
