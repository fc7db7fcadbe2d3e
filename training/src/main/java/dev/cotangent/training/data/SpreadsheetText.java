package dev.cotangent.training.data;

import dev.cotangent.core.text.Printable;

/**
 * Text for a cell of a CSV file that people may open in a spreadsheet. A text that a spreadsheet
 * would run as a formula gets an apostrophe in front, as OWASP advises, and control characters
 * except line feeds are escaped. Numbers, and all other texts, stay as they are.
 *
 * <p>Different texts stay different: {@code =x} becomes {@code '=x}, and {@code '=x} becomes {@code
 * ''=x}.
 */
public final class SpreadsheetText {

  private static final char APOSTROPHE = '\'';

  /** Tab and line ends count too; a spreadsheet takes the wide forms for the narrow ones. */
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String TAB = Printable.of("\t");

  private SpreadsheetText() {}

  /** The text for a cell. */
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
