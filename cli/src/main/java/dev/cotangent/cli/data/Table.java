package dev.cotangent.cli.data;

import java.util.List;

/**
 * A table that was read and checked: finite features, and the target as text if there is one.
 *
 * @param source where it comes from, for messages
 * @param columns what its columns are
 * @param features row-major, one row of numbers for each sample; not to be written
 * @param targets the target of each sample as the file has it, stripped; empty without a target
 * @param lines the line on which each sample begins, from 1; not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists would box every number
public record Table(
    String source, Columns columns, float[] features, List<String> targets, int[] lines) {

  /** The number of samples. */
  public int rows() {
    return lines.length;
  }

  /** The place of a sample's target, for messages. */
  String placeOfTarget(int row) {
    return source + ", line " + lines[row] + ", " + columns.describe(columns.target());
  }
}
