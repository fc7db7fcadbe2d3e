package dev.cotangent.core.json;

import java.util.HexFormat;
import java.util.Locale;

/** Steps through the characters of a text: spaces, digits, strings, and errors at their place. */
abstract class JsonScanner {

  final String text;
  int at;

  JsonScanner(String text) {
    this.text = text;
  }

  void digits(String expected) {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected(expected);
    }
  }

  String string() {
    int start = at;
    expect('"', "a string");
    StringBuilder result = new StringBuilder();
    while (!accept('"')) {
      int c = peek();
      if (c < ' ') {
        throw unexpected("a character of a string");
      }
      at++;
      result.append(c == '\\' ? escape() : (char) c);
    }
    if (JsonWriter.hasUnpairedSurrogate(result)) {
      throw new JsonException("a string with half of a surrogate pair", start);
    }
    return result.toString();
  }

  private char escape() {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> {
        at--;
        throw unexpected("one of \"\\/bfnrtu");
      }
    };
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      if (!HexFormat.isHexDigit(peek())) {
        throw unexpected("a hexadecimal digit");
      }
      code = code << 4 | HexFormat.fromHexDigit(peek());
      at++;
    }
    return (char) code;
  }

  void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char c, String expected) {
    if (!accept(c)) {
      throw unexpected(expected);
    }
  }

  /** The next character, −1 at the end. */
  int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  JsonException unexpected(String expected) {
    int c = peek();
    String found =
        c < 0
            ? "the end"
            : c > ' ' && c < 0x7F ? "'" + (char) c + "'" : String.format(Locale.ROOT, "U+%04X", c);
    return error("expected " + expected + ", found " + found);
  }

  JsonException error(String message) {
    return new JsonException(message, at);
  }
}
