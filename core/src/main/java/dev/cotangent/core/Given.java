package dev.cotangent.core;

import java.util.List;

/** Checks that what a caller must give is there, so that a null is named where it comes in. */
public final class Given {

  private Given() {}

  /**
   * The value.
   *
   * @param what the value is, for the message, as in {@code trainer: the loss}
   * @throws CotangentException if it is null
   */
  public static <T> T of(String what, T value) {
    if (value == null) {
      throw new CotangentException(what + " is null");
    }
    return value;
  }

  /**
   * A copy of a list without nulls.
   *
   * @param what each of its elements is, for the message, as in {@code sequential: layer}
   * @throws CotangentException if an element is null, naming its position from 0
   */
  public static <T> List<T> all(String what, List<? extends T> values) {
    for (int i = 0; i < values.size(); i++) {
      of(what + " " + i, values.get(i));
    }
    return List.copyOf(values);
  }
}
