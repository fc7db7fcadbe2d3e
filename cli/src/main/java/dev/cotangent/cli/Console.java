package dev.cotangent.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Where the command writes. Both streams show control characters in texts as escapes.
 *
 * @param out results and progress
 * @param err errors
 * @param terminal whether a person watches {@code out}, so that lines may be redrawn
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  Console {
    out = new PrintableStream(out);
    err = new PrintableStream(err);
  }

  /** Whether standard output is a terminal that can redraw a line. */
  @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null where there is no terminal
  static boolean isTerminal() {
    String term = System.getenv().getOrDefault("TERM", "dumb");
    return System.console() != null && isInteractive() && !term.equals("dumb");
  }

  /** Since Java 22 there is a console even where nobody watches, and it can be asked. */
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
