package dev.cotangent.cli;

import dev.cotangent.core.text.Printable;
import java.io.PrintStream;

/**
 * Prints texts with control characters as escapes, so that nothing that comes from a file drives
 * the terminal; line feeds and tabs stay. Bytes pass as they are.
 */
final class PrintableStream extends PrintStream {

  private final PrintStream target;

  PrintableStream(PrintStream target) {
    super(target, true);
    this.target = target;
  }

  /** All that prints or formats text comes through here. */
  @Override
  public void print(String text) {
    target.print(Printable.lines(String.valueOf(text)));
  }
}
