package dev.cotangent.training.table;

import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.input.Names;

/** Statistics of a column below its first field, and a comparison with that field. */
final class ColumnEvidence {

  private final int index;
  private final String text;
  private final double value;
  private boolean numbers = true;
  private boolean recurs;
  private int rows;
  private int fractions;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;

  /** Creates the evidence for a column, given its first field. */
  ColumnEvidence(int index, String text) {
    this.index = index;
    this.text = text;
    this.value = Numbers.valueOf(text);
  }

  /** Adds a field below the first. */
  void add(String field) {
    rows++;
    recurs |= field.equals(text);
    if (!numbers) {
      return;
    }
    double number = Numbers.valueOf(field);
    numbers = !Double.isNaN(number);
    if (numbers) {
      minimum = Math.min(minimum, number);
      maximum = Math.max(maximum, number);
      fractions += number == Math.rint(number) ? 0 : 1;
    }
  }

  /** The index of the column. */
  int index() {
    return index;
  }

  /** Whether all fields below the first are numbers. */
  boolean numbers() {
    return numbers;
  }

  /** Whether the first field occurs again. */
  boolean recurs() {
    return recurs;
  }

  /** Whether the first field is a number. */
  boolean isNumber() {
    return !Double.isNaN(value);
  }

  /** Whether the first field is empty. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  /** The number that the first field is, or NaN. */
  double value() {
    return value;
  }

  boolean isNameAboveNumbers() {
    return numbers && HeaderEvidence.isName(text);
  }

  /** Whether the first field is an integer. */
  boolean isWhole() {
    return isNumber() && Numbers.isWhole(value);
  }

  /** Whether most numbers below the first field have fractions. */
  boolean hasFractions() {
    return 2 * fractions > rows;
  }

  /** Whether the first field is further from the others than they are from each other. */
  boolean isFarFromOthers() {
    double range = maximum - minimum;
    return !recurs && (value < minimum - range || value > maximum + range);
  }

  /** The range of the other fields, for messages. */
  String range() {
    return Decimals.of(minimum) + " to " + Decimals.of(maximum);
  }

  /** The first field and its column, for messages. */
  String text() {
    return (isEmpty() ? "an empty field" : Names.quote(text)) + " in column " + index;
  }
}
