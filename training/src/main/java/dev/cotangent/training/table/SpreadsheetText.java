package dev.cotangent.training.table;

import dev.cotangent.core.text.Printable;

/**
 * Escapes text for a cell of a CSV file that may be opened in a spreadsheet. Text that a
 * spreadsheet would evaluate as a formula is prefixed with an apostrophe, as OWASP recommends, and
 * control characters except line feeds are escaped. Numbers, and all other text, stay unchanged.
 *
 * <p>Distinct texts stay distinct: {@code =x} becomes {@code '=x}, and {@code '=x} becomes {@code
 * ''=x}.
 */
public final class SpreadsheetText {

  private static final char APOSTROPHE = '\'';

  /**
   * Includes tab and line ends, and the full-width forms, which spreadsheets treat like the others.
   */
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String TAB = Printable.of("\t");

  private SpreadsheetText() {}

  /** Returns the escaped text. */
  public static String of(String text) {
    boolean runs = isFormula(text) && !Numbers.isNumber(text.strip());
    return Printable.lines(runs ? APOSTROPHE + text : text).replace("\t", TAB);
  }

  private static boolean isFormula(String text) {
    int at = 0;
    while (at < text.length() && (text.charAt(at) == APOSTROPHE || text.charAt(at) == ' ')) {
      at++;
    }
    return at < text.length() && BEGINS_FORMULA.indexOf(text.charAt(at)) >= 0;
  }
}
