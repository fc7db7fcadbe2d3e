package dev.cotangent.training.table;

import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds columns as users specify them: by a name, an index from 0, or {@code last}. Text in double
 * quotes is always a name.
 */
final class ColumnFinder {

  private static final String LAST = "last";

  private final String source;
  private final List<String> first;
  private final boolean header;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();

  /**
   * Creates a finder for a file that starts with these fields.
   *
   * @param header whether the fields are names
   */
  ColumnFinder(String source, List<String> first, boolean header) {
    this.source = source;
    this.first = first;
    this.header = header;
    for (int i = 0; i < first.size(); i++) {
      if (positions.putIfAbsent(first.get(i), i) != null) {
        repeated.add(first.get(i));
      }
    }
  }

  /** Whether any of several columns, as in {@code 1,town}, can only be a name. */
  boolean haveName(String texts) {
    return parts(texts).stream().anyMatch(text -> !isIndexOrLast(text));
  }

  /** Whether the first row is a header that contains this name. */
  boolean hasName(String name) {
    return header && positions.containsKey(name);
  }

  /** The indices of several columns, separated by commas, or of a single column with that name. */
  List<Integer> positions(String role, String texts) {
    return parts(texts).stream().map(text -> position(role, text, texts)).toList();
  }

  /** The index of one column. */
  int position(String role, String text) {
    List<Integer> found = positions(role, text);
    if (found.size() != 1) {
      throw new DataException(
          source + ": " + found.size() + " " + role + " columns " + text + ", expected one");
    }
    return found.get(0);
  }

  private int position(String role, String text, String given) {
    if (!isIndexOrLast(text)) {
      return named(role, unquoted(text), given);
    }
    int index = text.equals(LAST) ? first.size() - 1 : index(text);
    if (!header || !positions.containsKey(text)) {
      return checked(role, text, index);
    }
    int called = named(role, text, given);
    if (index >= 0 && index != called) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %s column %s could be the name of column %d or the index of column %d, "
                  + "expected a name in quotes, '\"%s\"', or an index",
              source,
              role,
              text,
              called,
              index,
              text));
    }
    return called;
  }

  private int named(String role, String name, String given) {
    if (!header) {
      throw new DataException(
          source
              + ": there is no "
              + role
              + " column "
              + Names.quote(name)
              + ", since the file has no header; expected an index or 'last'");
    }
    if (repeated.contains(name)) {
      throw new DataException(
          source
              + ": several columns have the name "
              + Names.quote(name)
              + ", expected the index of the "
              + role
              + " column");
    }
    return positions.computeIfAbsent(
        name,
        unknown -> {
          throw new DataException(
              source
                  + ": there is no "
                  + role
                  + " column "
                  + Names.quote(unknown)
                  + " in the first row, expected one of "
                  + Names.list(first)
                  + ", an index or 'last'"
                  + Nearest.hint(unknown, first)
                  + hint(given));
        });
  }

  private static String hint(String given) {
    return given.contains("\"") || given.contains(",")
        ? "; put a name with commas or quotes in double quotes, as in '\"size, m2\"'"
        : "";
  }

  private int checked(String role, String text, int index) {
    if (index < 0) {
      throw new DataException(
          source
              + ": there is no "
              + role
              + " column "
              + text
              + ", expected an index from 0 to "
              + (first.size() - 1)
              + ", a name or 'last'"
              + (positions.containsKey(text)
                  ? "; if " + text + " is a name, write it in quotes: '\"" + text + "\"'"
                  : ""));
    }
    return index;
  }

  /** The column index in a text; -1 if there is no such column. */
  private int index(String text) {
    int index = text.length() > 9 ? -1 : Integer.parseInt(text);
    return index < first.size() ? index : -1;
  }

  /**
   * Splits a text into column names: the text itself if it is a name in the first row, otherwise
   * its parts between commas.
   */
  private List<String> parts(String text) {
    boolean whole = positions.containsKey(text) || !(text.contains(",") || text.contains("\""));
    if (whole || text.isBlank()) {
      return List.of(text);
    }
    CsvRow row = row(text);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < row.fields().size(); i++) {
      String part = row.fields().get(i);
      parts.add(row.quoted().get(i) ? '"' + part.replace("\"", "\"\"") + '"' : part);
    }
    return parts;
  }

  /** Parses a text as one CSV row; text that is not valid CSV counts as one name. */
  private static CsvRow row(String text) {
    CsvRow name = new CsvRow(1, List.of(text), List.of(false));
    try {
      CsvRows rows = new CsvRows(new CsvCharacters(new StringReader(text)), text);
      CsvRow row = rows.hasNext() ? rows.next() : name;
      return rows.hasNext() ? name : row;
    } catch (DataException e) {
      return name;
    } catch (IOException e) {
      throw new IllegalStateException(e); // reading a string cannot fail
    }
  }

  private String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted && !positions.containsKey(text)
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text;
  }

  private static boolean isIndexOrLast(String text) {
    return text.equals(LAST) || text.matches("-?\\d+");
  }
}
