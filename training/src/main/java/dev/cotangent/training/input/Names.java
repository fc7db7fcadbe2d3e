package dev.cotangent.training.input;

import dev.cotangent.core.text.Printable;
import java.util.List;

/** Formats names for messages: shortened where long, and without control characters. */
public final class Names {

  private static final int MOST = 12;
  private static final int LONGEST = 40;

  private Names() {}

  /** The first names, separated by commas. */
  public static String list(List<String> names) {
    String shown =
        String.join(", ", names.stream().limit(MOST).map(Names::cut).map(Printable::of).toList());
    return names.size() > MOST ? shown + ", … (" + names.size() + " in all)" : shown;
  }

  /** The first names in quotes, separated by commas. */
  public static String quoted(List<String> names) {
    return list(names.stream().map(name -> "'" + name + "'").toList());
  }

  /** A field for a message: quoted, on one line, shortened if long. */
  public static String quote(String field) {
    return "'" + Printable.of(cut(field)) + "'";
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
