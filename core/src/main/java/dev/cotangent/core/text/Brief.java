package dev.cotangent.core.text;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Shortens names and lists from files for messages, so that the length of a message is bounded.
 * Thread-safe: static methods only.
 */
public final class Brief {

  private static final int LONGEST = 200;
  private static final int MOST = 40;

  private Brief() {}

  /** The text, or its beginning and its length if it has more than 200 characters. */
  public static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  /** Like {@link #of}, in single quotes. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  /**
   * The items in brackets, each shortened by {@link #of}; if there are more than 40, the first 40
   * and the number of the others.
   */
  public static String list(Collection<?> items) {
    String first =
        items.stream()
            .limit(MOST)
            .map(item -> of(String.valueOf(item)))
            .collect(Collectors.joining(", "));
    int more = items.size() - MOST;
    return "[" + first + (more > 0 ? ", and " + more + " more]" : "]");
  }
}
