package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a metric of one class becomes one of many, as scikit-learn's {@code average}. */
public enum Average {
  /** Of the second of two classes, or of a single yes or no. */
  BINARY,
  /** The mean over classes or labels; classes that neither occur nor are predicted left out. */
  MACRO,
  /** Of the hits and misses of all classes or labels together. */
  MICRO,
  /** The mean over classes or labels by how often they occur. */
  WEIGHTED;

  /** The name in attributes, as in {@code macro}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it adds to the name of a metric: nothing, or {@code _macro} and the like. */
  String suffix() {
    return this == BINARY ? "" : "_" + id();
  }

  /**
   * The average of that name.
   *
   * @throws CotangentException if there is none, naming all
   */
  public static Average of(String id) {
    List<String> known = Arrays.stream(values()).map(Average::id).toList();
    if (!known.contains(id)) {
      throw new CotangentException("average: '" + id + "' is none, expected one of " + known);
    }
    return values()[known.indexOf(id)];
  }
}
