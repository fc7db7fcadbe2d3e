package dev.cotangent.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/**
 * The output streams of the command. Both print control characters in texts as escapes.
 *
 * @param out results and progress
 * @param err errors
 * @param terminal whether {@code out} is an interactive terminal, where lines may be redrawn
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  Console {
    out = new PrintableStream(out);
    err = new PrintableStream(err);
  }

  /** Whether standard output is a terminal that can redraw a line. */
  @SuppressWarnings("SystemConsoleNull") // null without a terminal before Java 22
  static boolean isTerminal() {
    String term = System.getenv().getOrDefault("TERM", "dumb");
    return System.console() != null && isInteractive() && !term.equals("dumb");
  }

  /** Since Java 22 there is a console without a terminal, too, and {@code isTerminal} tells. */
  private static boolean isInteractive() {
    try {
      Object answer = java.io.Console.class.getMethod("isTerminal").invoke(System.console());
      return Boolean.TRUE.equals(answer);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
