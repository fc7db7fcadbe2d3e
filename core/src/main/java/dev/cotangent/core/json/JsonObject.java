package dev.cotangent.core.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object: named members in the order in which they were given or read. Immutable.
 *
 * <p>The accessors by name throw a {@link JsonException} that names the member, if it is absent or
 * of another kind.
 *
 * @param members the members; their order is kept, but does not count in {@code equals}
 */
public record JsonObject(Map<String, Json> members) implements Json {

  /** Copies the members. */
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A builder without members. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether there is a member of that name. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The names of the members, in order. */
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  /** The member of that name, of any kind. */
  public Json get(String name) {
    Json value = members.get(name);
    if (value == null) {
      throw new JsonException("no member '" + name + "' in an object with the names " + names());
    }
    return value;
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

  /** The member of that name, a truth value. */
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

  private static String where(String name) {
    return "member '" + name + "'";
  }

  /** Collects members in order, each name once. For one thread. */
  public static final class Builder {

    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a member.
     *
     * @throws JsonException if there is one of that name
     */
    public Builder put(String name, Json value) {
      if (members.putIfAbsent(name, value) != null) {
        throw new JsonException("there is a member '" + name + "' already");
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

    /** Adds a truth value. */
    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** The object with the members added so far. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
