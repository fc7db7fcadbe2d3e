package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Named values that configure a plugin, in the order in which they were added; stored in model
 * files.
 *
 * <p>{@code with} replaces an attribute of the same name. A value is an integer, a number, a
 * boolean, a text, a shape, a layer specification or a list of these. A getter with a default
 * returns it if the attribute is absent; a getter without one requires the attribute. Getters throw
 * {@link CotangentException}, naming the attribute, the value and what was expected, if the value
 * is absent or of another kind. Immutable, compared by value.
 */
public final class Attributes {

  private static final Attributes NONE = new Attributes(Map.of());

  private final Map<String, Object> values;

  private Attributes(Map<String, Object> values) {
    this.values = values;
  }

  /** Returns empty attributes. */
  public static Attributes none() {
    return NONE;
  }

  /** Returns a copy with an integer; for languages such as Kotlin, which widen none to a long. */
  public Attributes with(String name, int value) {
    return plus(name, (long) value);
  }

  /** Returns a copy with an integer. */
  public Attributes with(String name, long value) {
    return plus(name, value);
  }

  /**
   * Returns a copy with a number.
   *
   * @throws CotangentException if it is NaN or infinite, which no file can hold
   */
  public Attributes with(String name, double value) {
    if (!Double.isFinite(value)) {
      throw AttributeErrors.wrong(name, value, "a finite number");
    }
    return plus(name, value);
  }

  /** Returns a copy with a boolean. */
  public Attributes with(String name, boolean value) {
    return plus(name, value);
  }

  /** Returns a copy with a text. */
  public Attributes with(String name, String value) {
    return plus(name, value);
  }

  /** Returns a copy with a shape, or any list of integers of at least 0. */
  public Attributes with(String name, Shape value) {
    return plus(name, value);
  }

  /** Returns a copy with a nested specification. */
  public Attributes with(String name, LayerSpec value) {
    return plus(name, value);
  }

  /** Returns a copy with a list of nested specifications. */
  public Attributes with(String name, List<? extends LayerSpec> value) {
    return plus(name, List.copyOf(value));
  }

  private Attributes plus(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(name, Objects.requireNonNull(value));
    return new Attributes(all);
  }

  /** Returns a copy with other attributes, which replace those of the same name. */
  public Attributes and(Attributes others) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(others.values);
    return new Attributes(all);
  }

  /** Returns a copy without the attribute of that name, if there is one. */
  public Attributes without(String name) {
    if (!has(name)) {
      return this;
    } else if (values.size() == 1) {
      return NONE;
    }
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new Attributes(rest);
  }

  /** The names, in order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Whether there is an attribute of that name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of that name, of any kind; empty if it is absent. */
  public Optional<Object> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Checks that there are no attributes other than these.
   *
   * @throws CotangentException naming the unknown attribute and the known ones
   */
  public void allowOnly(String... known) {
    for (String name : values.keySet()) {
      if (!Arrays.asList(known).contains(name)) {
        throw AttributeErrors.unknown(name, known);
      }
    }
  }

  /** The integer of that name. */
  public int integer(String name) {
    long value = as(Long.class, name, "an integer");
    if (value != (int) value) {
      throw AttributeErrors.wrong(name, value, "an integer of 32 bits");
    }
    return (int) value;
  }

  /** The integer of that name, or the default if it is absent. */
  public int integer(String name, int byDefault) {
    return has(name) ? integer(name) : byDefault;
  }

  /** The number of that name; an integer counts as one. */
  public double number(String name) {
    return as(Number.class, name, "a number").doubleValue();
  }

  /** The number of that name, or the default if it is absent. */
  public double number(String name, double byDefault) {
    return has(name) ? number(name) : byDefault;
  }

  /** The boolean of that name. */
  public boolean bool(String name) {
    return as(Boolean.class, name, "true or false");
  }

  /** The boolean of that name, or the default if it is absent. */
  public boolean bool(String name, boolean byDefault) {
    return has(name) ? bool(name) : byDefault;
  }

  /** The text of that name. */
  public String text(String name) {
    return as(String.class, name, "a text");
  }

  /** The text of that name, or the default if it is absent. */
  public String text(String name, String byDefault) {
    return has(name) ? text(name) : byDefault;
  }

  /** The shape of that name. */
  public Shape shape(String name) {
    // A file does not distinguish a shape without axes from an empty list of layers.
    return List.of().equals(values.get(name))
        ? Shape.scalar()
        : as(Shape.class, name, "a list of integers");
  }

  /** The shape of that name, or the default if it is absent. */
  public Shape shape(String name, Shape byDefault) {
    return has(name) ? shape(name) : byDefault;
  }

  /** The nested specification of that name. */
  public LayerSpec layer(String name) {
    return as(LayerSpec.class, name, "a layer");
  }

  /** The nested specifications of that name. */
  public List<LayerSpec> layers(String name) {
    List<?> items = as(List.class, name, "a list of layers");
    return items.stream().map(LayerSpec.class::cast).toList();
  }

  private <T> T as(Class<T> kind, String name, String expected) {
    Object value = values.get(name);
    if (value == null) {
      throw AttributeErrors.missing(name, expected, names());
    }
    if (!kind.isInstance(value)) {
      throw AttributeErrors.wrong(name, value, expected);
    }
    return kind.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes attributes && values.equals(attributes.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
