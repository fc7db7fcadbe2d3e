package dev.cotangent.core.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Suggests the known name that was probably meant by an unknown one. The distance is the number of
 * letters to insert, delete, replace or swap with their neighbour; case does not count. Stateless.
 */
public final class Nearest {

  /** One mistake in this many letters counts as a typing error. */
  private static final int LETTERS_PER_MISTAKE = 3;

  /** Longer names are treated as data and get no suggestion. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * Returns the known name that is nearest to a name.
   *
   * @param known the known names; the first wins among equally near ones
   * @return empty if none is near: at most one difference in three letters, and at least one letter
   *     in common
   */
  public static Optional<String> to(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return Optional.empty();
    }
    int least = Math.max(1, wanted.length() / LETTERS_PER_MISTAKE) + 1;
    String nearest = "";
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), least);
      if (distance < least && distance < candidate.length()) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
  }

  /**
   * Returns the part of an error message that suggests the nearest known name.
   *
   * @return as in {@code "; did you mean 'relu'?"}, or nothing if no known name is near
   */
  public static String hint(String name, Collection<String> known) {
    return to(name, known).map(near -> "; did you mean '" + Printable.of(near) + "'?").orElse("");
  }

  /** The edit distance of two names, or the bound if that is not larger. */
  private static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) >= bound) {
      return bound;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        row[j] = step(a, b, i, j, beforeLast, last, row);
      }
    }
    return Math.min(bound, row[b.length()]);
  }

  /** The edit distance between the first i letters of a and the first j of b. */
  private static int step(
      String a, String b, int i, int j, int[] beforeLast, int[] last, int[] row) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, beforeLast[j - 2] + 1) : least;
  }
}
