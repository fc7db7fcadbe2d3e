package dev.cotangent.training.data;

import java.util.Arrays;
import java.util.Objects;

/** Selected rows of an array or source, in a given order. Immutable. */
final class Rows {

  private final int[] base;

  private Rows(int[] base) {
    this.base = base;
  }

  /** All of this many rows. */
  static Rows all(int count) {
    int[] base = new int[count];
    Arrays.setAll(base, row -> row);
    return new Rows(base);
  }

  /**
   * Selects rows of these rows.
   *
   * @throws IndexOutOfBoundsException if a row does not exist
   */
  Rows subset(int... chosen) {
    return new Rows(Arrays.stream(chosen).map(this::at).toArray());
  }

  /**
   * The number of a row in the array or source.
   *
   * @throws IndexOutOfBoundsException if the row does not exist
   */
  int at(int row) {
    return base[Objects.checkIndex(row, base.length)];
  }

  int count() {
    return base.length;
  }
}
