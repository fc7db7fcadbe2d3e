package dev.cotangent.core.json;

import dev.cotangent.core.text.Brief;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object: named members in the order in which they were given or read. Immutable, compared
 * by value regardless of order.
 *
 * <p>The accessors by name throw a {@link JsonException} that names the member if it is absent or
 * of another kind.
 */
public final class JsonObject implements Json {

  /** The index of an object with few members. */
  private static final NameIndex NO_INDEX = new NameIndex(String::valueOf);

  static final JsonObject EMPTY = new JsonObject(new String[0], new Json[0]);

  private final String[] names;
  private final Json[] values;
  private final NameIndex index;

  private static NameIndex index(String[] names) {
    NameIndex index = new NameIndex(i -> names[i]);
    for (int i = 0; i < names.length; i++) {
      index.add();
    }
    return index;
  }

  private JsonObject(Map<String, ? extends Json> members) {
    this(
        List.copyOf(members.keySet()).toArray(String[]::new),
        List.copyOf(members.values()).toArray(Json[]::new));
  }

  /** Creates an object with a copy of the members, in their order. */
  public static JsonObject of(Map<String, ? extends Json> members) {
    return new JsonObject(members);
  }

  /** An object with unique names, in arrays that must not change afterwards. */
  JsonObject(String[] names, Json[] values) {
    this.names = names;
    this.values = values;
    this.index = names.length <= NameIndex.FEW ? NO_INDEX : index(names);
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The members, in order. */
  public Map<String, Json> members() {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      members.put(names[i], values[i]);
    }
    return Collections.unmodifiableMap(members);
  }

  /** Number of members. */
  public int size() {
    return names.length;
  }

  /** Whether there is a member of that name. */
  public boolean has(String name) {
    return place(name) >= 0;
  }

  private int place(String name) {
    if (index != NO_INDEX) {
      return index.find(name);
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The names of the members, in order. */
  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** The values of the members, in order. */
  public List<Json> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** The member of that name, of any kind. */
  public Json get(String name) {
    int place = place(name);
    if (place < 0) {
      throw new JsonException("no member '" + name + "'; present: " + Brief.list(names()));
    }
    return values[place];
  }

  /** The member of that name, a string. */
  public String string(String name) {
    return Expect.string(get(name), where(name));
  }

  /** The member of that name, an integer of 32 bits. */
  public int integer(String name) {
    return Expect.smallInteger(get(name), where(name));
  }

  /** The member of that name, an integer of 64 bits. */
  public long longInteger(String name) {
    return Expect.integer(get(name), where(name));
  }

  /** The member of that name, an integer or a real number. */
  public double number(String name) {
    return Expect.number(get(name), where(name));
  }

  /** The member of that name, a boolean. */
  public boolean bool(String name) {
    return Expect.bool(get(name), where(name));
  }

  /** The member of that name, an object. */
  public JsonObject object(String name) {
    return Expect.object(get(name), where(name));
  }

  /** The member of that name, an array. */
  public JsonArray array(String name) {
    return Expect.array(get(name), where(name));
  }

  private static Expect.Place where(String name) {
    return () -> "member '" + name + "'";
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof JsonObject object) || object.names.length != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      int place = object.place(names[i]);
      if (place < 0 || !values[i].equals(object.values[place])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return members().toString();
  }

  /** Collects members in order, with unique names. Not thread-safe. */
  public static final class Builder {

    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a member.
     *
     * @throws JsonException if there already is a member of that name
     */
    public Builder put(String name, Json value) {
      if (members.putIfAbsent(name, value) != null) {
        throw new JsonException("member '" + name + "' is set already, expected each name once");
      }
      return this;
    }

    /** Adds a string. */
    public Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    /** Adds an integer. */
    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    /** Adds a number, which must be finite. */
    public Builder put(String name, double value) {
      return put(name, Json.of(value));
    }

    /** Adds a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Builds the object of the members added so far. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
