package dev.cotangent.core.json;

import dev.cotangent.core.text.Decimals;
import java.util.Iterator;
import java.util.Locale;

/** Writes one JSON value as text. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;
  private int depth;

  JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  String document(Json value) {
    write(value);
    return pretty ? out.append('\n').toString() : out.toString();
  }

  private void write(Json value) {
    if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof Json.Str string) {
      quote(string.value());
    } else if (value instanceof Json.Int integer) {
      out.append(integer.value());
    } else if (value instanceof Json.Real real) {
      out.append(Decimals.of(real.value()));
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private void object(JsonObject object) {
    boolean lines = pretty && object.size() > 0;
    Iterator<Json> values = object.values().iterator();
    open('{', lines);
    for (String name : object.names()) {
      quote(name);
      out.append(pretty ? ": " : ":");
      write(values.next());
      separate(values.hasNext(), lines);
    }
    close('}', lines);
  }

  private void array(JsonArray array) {
    // Lists of scalar values, such as shapes, stay on one line.
    boolean lines = pretty && array.items().stream().anyMatch(JsonWriter::isNested);
    open('[', lines);
    for (Iterator<Json> items = array.items().iterator(); items.hasNext(); ) {
      write(items.next());
      separate(items.hasNext(), lines);
    }
    close(']', lines);
  }

  private static boolean isNested(Json value) {
    return value instanceof JsonObject || value instanceof JsonArray;
  }

  private void open(char bracket, boolean lines) {
    if (++depth > Json.MAX_DEPTH) {
      throw new JsonException(
          "JSON to write is nested too deeply, expected at most " + Json.MAX_DEPTH + " levels");
    }
    out.append(bracket);
    newLine(lines);
  }

  private void separate(boolean more, boolean lines) {
    if (more) {
      out.append(pretty && !lines ? ", " : ",");
      newLine(lines);
    }
  }

  private void close(char bracket, boolean lines) {
    depth--;
    newLine(lines);
    out.append(bracket);
  }

  private void newLine(boolean lines) {
    if (lines) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void quote(String string) {
    if (hasUnpairedSurrogate(string)) {
      throw new JsonException(
          "a string to write has half of a surrogate pair, expected both halves, as UTF-8 cannot hold one");
    }
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      escape(string.charAt(i));
    }
    out.append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }

  static boolean hasUnpairedSurrogate(CharSequence string) {
    return string
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
