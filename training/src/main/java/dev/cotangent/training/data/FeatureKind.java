package dev.cotangent.training.data;

import java.util.Arrays;
import java.util.Locale;

/** How a column becomes numbers for a model. */
public enum FeatureKind {
  /** A number stays as it is. */
  NUMBER,
  /** A category becomes one number for each that is known: 1 for itself, 0 for the others. */
  ONE_HOT,
  /** A category becomes its place among those that are known, from 1. */
  ORDINAL,
  /** The same, for an embedding: places have no order. */
  EMBEDDING;

  /** The name that files hold. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name.
   *
   * @throws DataException if there is none
   */
  static FeatureKind named(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new DataException("unknown kind of feature '" + id + "'"));
  }
}
