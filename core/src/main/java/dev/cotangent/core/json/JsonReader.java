package dev.cotangent.core.json;

import java.util.function.Consumer;

/**
 * A streaming reader for large JSON documents, which builds no tree of values. As strict as {@link
 * Json#parse}, with the same bound on memory. Not thread-safe.
 *
 * <p>Each method reads the next value, or throws a {@link JsonException} that names the byte offset
 * and what was expected.
 */
public final class JsonReader {

  private final JsonParser walk;

  private JsonReader(JsonParser walk) {
    this.walk = walk;
  }

  /**
   * Creates a reader at the beginning of a document.
   *
   * @param utf8 its bytes, in UTF-8; they are overwritten while they are read
   * @param spare bytes that may be allocated beyond six for each byte of the document
   */
  public static JsonReader of(byte[] utf8, long spare) {
    return new JsonReader(new JsonParser(JsonSource.of(utf8, 0, utf8.length), spare));
  }

  /**
   * Reads an object.
   *
   * @param member called with the name of each member in turn; must read its value
   */
  public void object(Consumer<String> member) {
    walk.begin();
    walk.names.drop(walk.members(member));
  }

  /**
   * Reads an array.
   *
   * @param item called for each item; must read it
   */
  public void array(Runnable item) {
    walk.begin();
    walk.items(item);
  }

  /** Reads a string. */
  public String string() {
    walk.begin();
    return walk.string();
  }

  /** Reads an integer of 64 bits. */
  public long integer() {
    walk.begin();
    int start = walk.at;
    int next = walk.peek();
    if (next != '-' && (next < '0' || next > '9')) {
      throw walk.unexpected("an integer");
    }
    if (walk.number() instanceof Json.Int integer) {
      return integer.value();
    }
    throw new JsonException("expected an integer, found a number with a fraction", start);
  }

  /** Reads a value of any kind as a tree. */
  public Json value() {
    return walk.value();
  }

  /** Skips a value of any kind. */
  public void skip() {
    walk.skip();
  }

  /** Checks that the document ends here. */
  public void end() {
    walk.end();
  }

  /** The number of bytes read so far. */
  public int offset() {
    return walk.at;
  }

  /**
   * Counts bytes that the caller allocates for values that it reads.
   *
   * @throws JsonException if the total allocated is too much for a document of this length
   */
  public void spend(long bytes) {
    walk.spend(bytes);
  }
}
