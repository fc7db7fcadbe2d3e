package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import java.util.Arrays;
import java.util.Locale;

/** The kind of encoding of a column. */
public enum FeatureKind {
  /** A number, used as is. */
  NUMBER,
  /** A category, encoded as one value for each known category: 1 for itself, 0 for the others. */
  ONE_HOT,
  /** A category, encoded as its index among the known ones, from 1. */
  ORDINAL,
  /** A category, encoded as its index for an embedding layer. */
  EMBEDDING;

  /** The id used in files. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this id.
   *
   * @throws DataException if there is none
   */
  static FeatureKind named(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "unknown kind of feature '"
                        + id
                        + "', expected one of "
                        + Arrays.stream(values()).map(FeatureKind::id).toList()));
  }
}
