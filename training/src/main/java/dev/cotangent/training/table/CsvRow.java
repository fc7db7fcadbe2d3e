package dev.cotangent.training.table;

import java.util.List;

/**
 * A row of a CSV file.
 *
 * @param line line on which the row starts, from 1
 * @param fields the fields; white space around unquoted ones is stripped
 * @param quoted for each field, whether it was quoted
 */
record CsvRow(long line, List<String> fields, List<Boolean> quoted) {

  /** Whether the line is empty or has only white space. */
  boolean isBlank() {
    return fields.isEmpty() || (fields.size() == 1 && fields.get(0).isEmpty() && !quoted.get(0));
  }
}
