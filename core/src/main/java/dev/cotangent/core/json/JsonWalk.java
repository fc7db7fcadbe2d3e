package dev.cotangent.core.json;

import dev.cotangent.core.text.Brief;
import java.util.function.Consumer;

/** Iterates over objects and arrays; the caller reads their members and items. */
abstract class JsonWalk extends JsonNumbers {

  /** The index of an object with few members. */
  private static final NameIndex NO_INDEX = new NameIndex(String::valueOf);

  private static final int MEMBER = 16;
  private static final int INDEXED = 40;
  private static final int ITEM = 8;

  final JsonStack names = new JsonStack();
  private int depth;
  private int values;

  JsonWalk(JsonSource source, long spare) {
    super(source, spare);
  }

  /**
   * Reads an object.
   *
   * @param member reads the value of the member of that name
   * @return the stack index at which the members' names begin; the caller pops them
   */
  final int members(Consumer<String> member) {
    open('{', "an object");
    int base = names.size();
    NameIndex index = NO_INDEX;
    while (!close('}', names.size() == base)) {
      skipSpace();
      int start = at;
      String name = string();
      if (names.size() == base + NameIndex.FEW) {
        index = index(base);
      }
      add(name, base, index, start);
      skipSpace();
      expect(':', "':'");
      member.accept(name);
    }
    return base;
  }

  private NameIndex index(int base) {
    NameIndex index = new NameIndex(i -> names.get(base + i));
    for (int i = 0; i < NameIndex.FEW; i++) {
      index.add();
    }
    return index;
  }

  private void add(String name, int base, NameIndex index, int start) {
    spend(index == NO_INDEX ? MEMBER : MEMBER + INDEXED);
    if (index == NO_INDEX ? isOneOf(name, base) : index.find(name) >= 0) {
      throw new JsonException(
          "the name " + Brief.quoted(name) + " is repeated, expected each name once in an object",
          start);
    }
    names.push(name);
    if (index != NO_INDEX) {
      index.add();
    }
  }

  private boolean isOneOf(String name, int base) {
    for (int i = base; i < names.size(); i++) {
      if (name.equals(names.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads an array.
   *
   * @param item reads an item
   */
  final void items(Runnable item) {
    open('[', "an array");
    boolean first = true;
    while (!close(']', first)) {
      first = false;
      spend(ITEM);
      item.run();
    }
  }

  private void open(char bracket, String expected) {
    skipSpace();
    if (++depth > Json.MAX_DEPTH) {
      throw error("nested too deeply, expected at most " + Json.MAX_DEPTH + " levels");
    }
    expect(bracket, expected);
  }

  /** Reads the delimiter after an item: true at the closing bracket, false after a comma. */
  private boolean close(char bracket, boolean first) {
    skipSpace();
    if (accept(bracket)) {
      depth--;
      return true;
    }
    if (!first && !accept(',')) {
      throw unexpected("',' or '" + bracket + "'");
    }
    return false;
  }

  /** Counts a new value against the limit. */
  final void begin() {
    skipSpace();
    if (++values > Json.MAX_VALUES) {
      throw error("too many values, expected at most " + Json.MAX_VALUES);
    }
  }

  final void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= source.length() || source.unit(at + i) != word.charAt(i)) {
        throw unexpected("a value");
      }
    }
    at += word.length();
  }

  final void end() {
    skipSpace();
    if (at < source.length()) {
      throw unexpected("the end");
    }
  }
}
