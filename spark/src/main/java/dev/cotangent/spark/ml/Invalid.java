package dev.cotangent.spark.ml;

import java.util.Locale;

/** Ways to treat rows with null, NaN or a wrong number of features, named as Spark names them. */
public enum Invalid {

  /** The job fails. */
  ERROR,

  /** The row is left out. */
  SKIP,

  /** The row is kept, with null for predictions. */
  KEEP;

  /** The way of that id, such as {@code skip}. */
  public static Invalid of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
