package dev.cotangent.training.data;

import java.util.List;

/** Lists of names for messages, cut where they get long. */
final class Names {

  private static final int MOST = 12;

  private Names() {}

  /** The first names, separated by commas. */
  static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() > MOST ? shown + ", … (" + names.size() + " in all)" : shown;
  }

  /** A field for a message: quoted, in one line, cut where it gets long. */
  static String quote(String field) {
    String line = field.replaceAll("[\\p{Cntrl}]", " ");
    return "'" + (line.length() > 40 ? line.substring(0, 40) + "…" : line) + "'";
  }
}
