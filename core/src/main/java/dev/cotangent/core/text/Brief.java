package dev.cotangent.core.text;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names and lists from files cut to what a message can hold, so that no file makes a message as
 * long as itself. Thread-safe: static methods only.
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

  /** As {@link #of}, in single quotes. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  /** The items in brackets, each as {@link #of}; of more than 40 the first, and how many follow. */
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
