package dev.cotangent.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether the first row of a table holds the names of its columns. */
public enum Header {
  /** The first row is compared with those below it; one that might be either is an error. */
  AUTO,
  /** The first row holds names. */
  YES,
  /** The first row is a sample. */
  NO;

  /** The name that users see. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all values, for users. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Header::id).toList();
  }

  /**
   * The value of that name.
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
