package dev.cotangent.cli;

import dev.cotangent.core.text.Printable;
import java.io.PrintStream;

/**
 * Prints control characters in texts as escapes, so that text from a file cannot control the
 * terminal; line feeds, tabs and raw bytes are unchanged.
 */
final class PrintableStream extends PrintStream {

  private final PrintStream target;

  PrintableStream(PrintStream target) {
    super(target, true);
    this.target = target;
  }

  /** All methods that print or format text end here. */
  @Override
  public void print(String text) {
    target.print(Printable.lines(String.valueOf(text)));
  }
}
