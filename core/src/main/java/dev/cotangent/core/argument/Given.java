package dev.cotangent.core.argument;

import dev.cotangent.core.CotangentException;
import java.util.List;

/** Null checks for arguments, with an error that names the argument. */
public final class Given {

  private Given() {}

  /**
   * Returns the value if it is not null.
   *
   * @param what name of the value in the message, as in {@code trainer: the loss}
   * @throws CotangentException if it is null
   */
  public static <T> T of(String what, T value) {
    if (value == null) {
      throw new CotangentException(what + " is null");
    }
    return value;
  }

  /**
   * Returns an immutable copy of a list that has no null elements.
   *
   * @param what name of an element in the message, as in {@code sequential: layer}
   * @throws CotangentException if an element is null, naming its position from 0
   */
  public static <T> List<T> all(String what, List<? extends T> values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) { // no text is made for a good list
        of(what + " " + i, values.get(i));
      }
    }
    return List.copyOf(values);
  }
}
