package dev.cotangent.training.data;

import java.util.List;

/**
 * A row of a CSV file.
 *
 * @param line the line on which it begins, from 1
 * @param fields quoted ones as they are, others without white space around them
 * @param quoted for each field whether it stood in quotes
 */
record CsvRow(long line, List<String> fields, List<Boolean> quoted) {

  /** Whether the line is empty, or has nothing but white space. */
  boolean isBlank() {
    return fields.isEmpty() || (fields.size() == 1 && fields.get(0).isEmpty() && !quoted.get(0));
  }
}
