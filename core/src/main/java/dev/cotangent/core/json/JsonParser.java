package dev.cotangent.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one text, by recursive descent; the depth limit bounds the stack. */
final class JsonParser extends JsonScanner {

  private int depth;
  private int values;

  JsonParser(String text) {
    super(text);
  }

  Json document() {
    Json value = value();
    skipSpace();
    if (at < text.length()) {
      throw unexpected("the end");
    }
    return value;
  }

  private Json value() {
    skipSpace();
    if (++values > Json.MAX_VALUES) {
      throw error("more than " + Json.MAX_VALUES + " values");
    }
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", new Json.Bool(true));
      case 'f' -> literal("false", new Json.Bool(false));
      case 'n' -> literal("null", new Json.Null());
      default -> number();
    };
  }

  private Json object() {
    Map<String, Json> members = new LinkedHashMap<>();
    open('{');
    while (!close('}', members.isEmpty())) {
      skipSpace();
      int start = at;
      String name = string();
      skipSpace();
      expect(':', "':'");
      if (members.putIfAbsent(name, value()) != null) {
        throw new JsonException("the name '" + name + "' stands twice in one object", start);
      }
    }
    return new JsonObject(members);
  }

  private Json array() {
    List<Json> items = new ArrayList<>();
    open('[');
    while (!close(']', items.isEmpty())) {
      items.add(value());
    }
    return new JsonArray(items);
  }

  private void open(char bracket) {
    if (++depth > Json.MAX_DEPTH) {
      throw error("nested deeper than " + Json.MAX_DEPTH);
    }
    expect(bracket, "a bracket");
  }

  /**
   * Steps over what follows an item: true at the closing bracket, false after the comma before
   * another item.
   */
  private boolean close(char bracket, boolean first) {
    skipSpace();
    if (accept(bracket)) {
      depth--;
      return true;
    }
    if (!first) {
      expect(',', "',' or '" + bracket + "'");
    }
    return false;
  }

  private Json literal(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw unexpected("a value");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    int start = at;
    boolean negative = accept('-');
    if (!accept('0')) {
      digits(negative || at > start ? "a digit" : "a value");
    }
    int end = at;
    if (accept('.')) {
      digits("a digit");
    }
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      digits("a digit");
    }
    String token = text.substring(start, at);
    // A negative zero is not an integer: its sign would be lost.
    return at == end && !token.equals("-0") ? integer(token, start) : real(token, start);
  }

  private static Json integer(String token, int start) {
    try {
      return new Json.Int(Long.parseLong(token));
    } catch (NumberFormatException e) {
      throw new JsonException("an integer of more than 64 bits", start);
    }
  }

  private static Json real(String token, int start) {
    double value = Double.parseDouble(token);
    if (Double.isInfinite(value)) {
      throw new JsonException("a number beyond the range of doubles", start);
    }
    return new Json.Real(value);
  }
}
