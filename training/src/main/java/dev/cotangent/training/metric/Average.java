package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The averaging over classes or labels, like scikit-learn's {@code average}. */
public enum Average {
  /** No averaging: the score of the second of two classes, or of a single binary label. */
  BINARY,
  /** The mean over classes or labels, without classes that neither occur nor are predicted. */
  MACRO,
  /** Computed from the total hits and misses over all classes or labels. */
  MICRO,
  /** The mean over classes or labels, weighted by their frequency. */
  WEIGHTED;

  /** The name in attributes, as in {@code macro}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The suffix of a metric's name: empty, or for example {@code _macro}. */
  String suffix() {
    return this == BINARY ? "" : "_" + id();
  }

  /**
   * The average with this name.
   *
   * @throws CotangentException if there is no such average, listing all
   */
  public static Average of(String id) {
    List<String> known = Arrays.stream(values()).map(Average::id).toList();
    if (!known.contains(id)) {
      throw new CotangentException(
          "average: there is no average '" + id + "', expected one of " + known);
    }
    return values()[known.indexOf(id)];
  }
}
