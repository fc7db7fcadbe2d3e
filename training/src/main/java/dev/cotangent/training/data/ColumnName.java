package dev.cotangent.training.data;

import java.util.List;

/**
 * A column as a user names it.
 *
 * @param role what it is to be, for messages
 * @param text a name, an index that counts from 0, or {@code last}
 */
record ColumnName(String role, String text) {

  private static final String LAST = "last";

  boolean isName() {
    return !text.equals(LAST) && !isIndex();
  }

  private boolean isIndex() {
    return text.matches("-?\\d+");
  }

  /** The position of the column in a file that begins with those fields. */
  int positionIn(String source, List<String> first) {
    if (text.equals(LAST)) {
      return first.size() - 1;
    }
    return isIndex() ? index(source, first.size()) : named(source, first);
  }

  private int index(String source, int columns) {
    int index = text.length() > 9 ? columns : Integer.parseInt(text);
    if (index < 0 || index >= columns) {
      throw new DataException(
          source
              + ": there is no "
              + role
              + " column "
              + text
              + ", expected an index from 0 to "
              + (columns - 1)
              + ", a name or 'last'");
    }
    return index;
  }

  private int named(String source, List<String> first) {
    int position = first.indexOf(text);
    if (position < 0) {
      throw new DataException(
          source
              + ": there is no "
              + role
              + " column '"
              + text
              + "' in the first row, expected one of "
              + Names.list(first)
              + ", an index or 'last'");
    }
    return position;
  }
}
