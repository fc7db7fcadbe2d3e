package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import java.util.function.Consumer;

/**
 * A plugin as written in an option: an id, optionally with attributes that replace defaults, e.g.
 * {@code adamw:weight_decay=0.05,amsgrad=true}.
 */
record Notation(String id, Attributes attributes) {

  private static final String WHOLE = "[+-]?\\d{1,18}";
  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

  /**
   * Parses a notation.
   *
   * @param known the ids to choose from
   * @param make constructs the plugin, which validates the attributes
   * @throws UserError if the id is unknown, or an attribute is unknown or has a wrong value
   */
  static Notation of(String option, String text, List<String> known, Consumer<Notation> make) {
    int colon = text.indexOf(':');
    String id = Check.oneOf(option, colon < 0 ? text : text.substring(0, colon), known);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (colon >= 0 && rest.isEmpty()) {
      throw wrong(option, text);
    }
    try {
      Notation notation = new Notation(id, attributes(option, text, rest));
      make.accept(notation);
      return notation;
    } catch (CotangentException wrong) {
      throw new UserError(option + ": '" + text + "': " + wrong.getMessage());
    }
  }

  private static Attributes attributes(String option, String text, String rest) {
    Attributes attributes = Attributes.none();
    if (rest.isEmpty()) {
      return attributes;
    }
    for (String pair : rest.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw wrong(option, text);
      }
      attributes = plus(attributes, pair.substring(0, equals), pair.substring(equals + 1));
    }
    return attributes;
  }

  private static Attributes plus(Attributes attributes, String name, String value) {
    if (value.matches(WHOLE)) {
      return attributes.with(name, Long.parseLong(value));
    }
    if (value.matches(NUMBER)) {
      return attributes.with(name, Double.parseDouble(value));
    }
    return value.equals("true") || value.equals("false")
        ? attributes.with(name, value.equals("true"))
        : attributes.with(name, value);
  }

  private static UserError wrong(String option, String text) {
    return Check.wrong(
        option, "'" + text + "'", "an id, or an id and attributes as in ID:name=value,name=value");
  }
}
