package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether the first row of a table holds column names. */
public enum Header {
  /** Decides by comparing the first row with those below it; an ambiguous row is an error. */
  AUTO,
  /** The first row holds names. */
  YES,
  /** The first row is a sample. */
  NO;

  /** The name for users. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all values, for users. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Header::id).toList();
  }

  /**
   * The value with this name.
   *
   * @throws DataException if there is none
   */
  public static Header named(String id) {
    return Arrays.stream(values())
        .filter(header -> header.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "unknown header "
                        + Names.quote(id)
                        + ", expected one of "
                        + String.join(", ", ids())));
  }
}
