package dev.cotangent.testkit;

import dev.cotangent.core.spi.Attributes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Variants of a plugin that differ in one attribute or one record component.
 *
 * @param <T> the kind of plugin
 */
record Variants<T>(Behaviour<T> behaviour, T plugin) {

  /** A smaller number and a larger one. */
  private static final int EACH = 2;

  /**
   * A plugin with one changed value.
   *
   * @param what the change, such as {@code alpha = 0.3}
   */
  record Variant<T>(String what, T plugin, Trace trace) {}

  /** Two variants for each attribute and component for which other values are known. */
  List<Variant<T>> all() {
    Trace own = behaviour.trace(plugin);
    List<Variant<T>> all = new ArrayList<>();
    for (RecordComponent component : components()) {
      all.addAll(some(candidates(component), own));
    }
    List<String> named = components().stream().map(Variants::attribute).toList();
    Attributes attributes = behaviour.attributes(plugin);
    for (String name : attributes.names()) {
      if (!named.contains(name)) {
        all.addAll(some(candidates(name, attributes.find(name).orElse("")), own));
      }
    }
    return all;
  }

  private List<Candidate<T>> candidates(String name, Object value) {
    return others(value).stream()
        .map(other -> new Candidate<T>(name + " = " + other, () -> set(name, other)))
        .toList();
  }

  /** The attribute name that usually corresponds to a component. */
  private static String attribute(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private record Candidate<T>(String what, Maker<T> maker) {}

  private interface Maker<T> {
    T make() throws ReflectiveOperationException;
  }

  /** The first candidates that can be created and behave differently. */
  private List<Variant<T>> some(List<Candidate<T>> candidates, Trace own) {
    return candidates.stream()
        .map(this::made)
        .flatMap(Optional::stream)
        .filter(made -> !made.trace().isSameAs(own))
        .limit(EACH)
        .toList();
  }

  /** Creates a variant; empty if the plugin does not accept the value. */
  private Optional<Variant<T>> made(Candidate<T> candidate) {
    try {
      T made = candidate.maker().make();
      return Optional.of(new Variant<>(candidate.what(), made, behaviour.trace(made)));
    } catch (ReflectiveOperationException | RuntimeException | ContractViolation notTaken) {
      return Optional.empty();
    }
  }

  private T set(String name, Object value) {
    Attributes own = behaviour.attributes(plugin);
    Attributes other =
        value instanceof Double number
            ? own.with(name, number.doubleValue())
            : value instanceof Long integer
                ? own.with(name, integer.longValue())
                : value instanceof Boolean bool
                    ? own.with(name, bool.booleanValue())
                    : own.with(name, "" + value);
    return behaviour.with(plugin, other);
  }

  /** Other values of the same type, with many digits, so that rounding is noticed. */
  private static List<Object> others(Object value) {
    if (value instanceof Double number) {
      double x = number;
      return List.of(x == 0 ? 0.2345678 : x * 0.7654321, x + 1.2345678, x * 345.678, 1 - x / 3);
    } else if (value instanceof Long integer) {
      return List.of(integer + 1, 2 * integer + 1, integer - 1);
    } else if (value instanceof Boolean bool) {
      return List.of(!bool);
    }
    return value instanceof String ? List.of("tanh", "relu", "zeros", "sum") : List.of();
  }

  private List<RecordComponent> components() {
    Class<?> type = plugin.getClass();
    return type.isRecord() ? Arrays.asList(type.getRecordComponents()) : List.of();
  }

  private List<Candidate<T>> candidates(RecordComponent component) {
    Object value = read(component).orElse("");
    Class<?> type = component.getType();
    return others(widened(value)).stream()
        .map(
            other ->
                new Candidate<T>(
                    component.getName() + " = " + other,
                    () -> with(component, narrowed(other, type))))
        .toList();
  }

  private static Object widened(Object value) {
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value instanceof Integer integer ? Long.valueOf(integer) : value;
  }

  private static Object narrowed(Object value, Class<?> type) {
    if (value instanceof Double number && type == float.class) {
      return number.floatValue();
    }
    return value instanceof Long integer && type == int.class ? integer.intValue() : value;
  }

  private Optional<Object> read(RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.trySetAccessible();
      return Optional.ofNullable(accessor.invoke(plugin));
    } catch (ReflectiveOperationException | RuntimeException hidden) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // a record's constructor returns its type
  private T with(RecordComponent changed, Object value) throws ReflectiveOperationException {
    List<RecordComponent> components = components();
    Constructor<?> constructor =
        plugin
            .getClass()
            .getDeclaredConstructor(
                components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.trySetAccessible();
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      boolean same = components.get(i).getName().equals(changed.getName());
      values[i] = same ? value : read(components.get(i)).orElseThrow(NoSuchFieldException::new);
    }
    return (T) constructor.newInstance(values);
  }

  /** Fails if an attribute named after a component has another value. */
  void compareNames() {
    Attributes attributes = behaviour.attributes(plugin);
    for (RecordComponent component : components()) {
      String name = attribute(component);
      Optional<Object> saved = attributes.find(name);
      Optional<Object> value = read(component).map(Variants::widened);
      if (saved.isPresent() && value.isPresent() && saved.get() instanceof Number found) {
        boolean same =
            !(value.get() instanceof Number own) || own.doubleValue() == found.doubleValue();
        Checks.that(
            same, "attribute '" + name + "' is " + found + ", the component is " + value.get());
      }
    }
  }
}
