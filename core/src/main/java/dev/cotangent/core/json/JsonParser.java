package dev.cotangent.core.json;

import java.util.function.Consumer;

/**
 * A recursive-descent parser that reads values as a tree or skips them; the depth limit bounds the
 * stack.
 */
final class JsonParser extends JsonWalk {

  /** Bytes of an empty array or object. */
  private static final int ARRAY = 32;

  private static final int OBJECT = 64;
  private static final int STRING = 16;

  private static final Json TRUE = new Json.Bool(true);
  private static final Json FALSE = new Json.Bool(false);
  private static final Json NULL = new Json.Null();

  private final Json.Str[] texts = new Json.Str[32];
  private final JsonStack values = new JsonStack();

  // created once, since a method reference would be allocated for each array and object

  @SuppressWarnings("UnnecessaryLambda")
  private final Consumer<String> member = name -> values.push(value());

  @SuppressWarnings("UnnecessaryLambda")
  private final Runnable item = () -> values.push(value());

  @SuppressWarnings("UnnecessaryLambda")
  private final Consumer<String> anyMember = name -> skip();

  private final Runnable anyItem = this::skip;

  JsonParser(JsonSource source, long spare) {
    super(source, spare);
  }

  Json document() {
    Json value = value();
    end();
    return value;
  }

  Json value() {
    begin();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> text();
      case 't' -> literal("true", TRUE);
      case 'f' -> literal("false", FALSE);
      case 'n' -> literal("null", NULL);
      default -> number();
    };
  }

  @SuppressWarnings(
      "ReferenceEquality") // equal objects are often identical, and otherwise are merely created
  // again
  private Json text() {
    String string = string();
    int slot = string.hashCode() & texts.length - 1;
    if (texts[slot] == null || texts[slot].value() != string) {
      spend(STRING);
      texts[slot] = new Json.Str(string);
    }
    return texts[slot];
  }

  private Json literal(String word, Json value) {
    word(word);
    return value;
  }

  private Json object() {
    int from = values.size();
    int base = members(member);
    int size = values.size() - from;
    if (size == 0) {
      return JsonObject.EMPTY;
    }
    spend(OBJECT);
    return new JsonObject(names.pop(base, new String[size]), values.pop(from, new Json[size]));
  }

  private Json array() {
    int from = values.size();
    items(item);
    int size = values.size() - from;
    if (size == 0) {
      return JsonArray.EMPTY;
    }
    spend(ARRAY);
    return new JsonArray(values.pop(from, new Json[size]));
  }

  /** Skips a value. */
  void skip() {
    begin();
    switch (peek()) {
      case '{' -> names.drop(members(anyMember));
      case '[' -> items(anyItem);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }
}
