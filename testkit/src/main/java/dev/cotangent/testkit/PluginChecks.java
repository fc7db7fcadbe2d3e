package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks that apply to all kinds of plugins: id, attributes and declarations. */
final class PluginChecks {

  private static final String ODD = "no_such_attribute";

  private PluginChecks() {}

  /** The id is lower-case and does not change. */
  static void id(Supplier<String> id) {
    String first = id.get();
    Checks.that(Objects.nonNull(first), "the id is null");
    Checks.that(
        first.matches("[a-z][a-z0-9_]*"),
        "the id '" + first + "' is not made of lower-case letters, digits and underscores");
    String again = id.get();
    Checks.that(first.equals(again), "the id changes from '" + first + "' to '" + again + "'");
  }

  /**
   * Attributes survive a round trip; an unknown one, or a value of the wrong type, is an error that
   * names it.
   *
   * @param with the plugin's method {@code with}
   * @param get returns the attributes of a plugin
   */
  static <T> void attributes(T plugin, Function<Attributes, T> with, Function<T, Attributes> get) {
    Attributes own = get.apply(plugin);
    Checks.that(Objects.nonNull(own), "attributes() returns null");
    Attributes back = get.apply(with.apply(own));
    Checks.that(back.equals(own), "with(" + own + ") has the attributes " + back);
    refused(ODD, own.with(ODD, 1L), with, get);
    for (String name : own.names()) {
      Object value = own.find(name).orElse("");
      if (value instanceof Double number) {
        changed(with, get, own.with(name, number == 0 ? 0.25 : number * 0.75));
      }
      refused(
          name,
          value instanceof String ? own.with(name, 0.5) : own.with(name, "no such value"),
          with,
          get);
    }
  }

  /** Fails unless a bad attribute is an error that names it. */
  private static <T> void refused(
      String name, Attributes bad, Function<Attributes, T> with, Function<T, Attributes> get) {
    T taken;
    try {
      taken = with.apply(bad);
    } catch (CotangentException e) {
      boolean named = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher("" + e).find();
      Checks.that(
          named, "with(" + bad + ") throws an error that does not name '" + name + "': " + e);
      return;
    } catch (RuntimeException e) {
      throw new ContractViolation(
          "with(" + bad + ") throws " + e + ", not a CotangentException that names '" + name + "'");
    }
    throw new ContractViolation(
        "with(" + bad + ") returns a plugin with " + get.apply(taken) + ", expected an error");
  }

  private static <T> void changed(
      Function<Attributes, T> with, Function<T, Attributes> get, Attributes wanted) {
    Attributes found;
    try {
      found = get.apply(with.apply(wanted));
    } catch (CotangentException outOfRange) {
      return;
    }
    Checks.that(found.equals(wanted), "with(" + wanted + ") has the attributes " + found);
  }

  static ClassLoader loader(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  /**
   * Instantiates a plugin class as ServiceLoader does.
   *
   * @throws ContractViolation if its constructor fails or does not return
   */
  static <T> T make(Class<? extends T> type) {
    try {
      return new Guard(Conditions.LIMIT)
          .call("constructor", () -> type.getConstructor().newInstance());
    } catch (ContractViolation violation) {
      throw new ContractViolation(
          type.getName()
              + " cannot be made by a public constructor without arguments: "
              + violation.getMessage());
    }
  }

  /** Creates plugins as loading a file does; without a class it returns the plugin itself. */
  static <T> Supplier<T> fresh(Optional<? extends Class<? extends T>> type, T plugin) {
    return () -> type.isPresent() ? make(type.get()) : plugin;
  }

  /**
   * Discovers the standard plugins.
   *
   * @throws ContractViolation if discovery fails
   */
  static Registry registry() {
    return registry(Registry::standard, "the standard plugins");
  }

  /**
   * Discovers the plugins that are visible to the class loader of a class.
   *
   * @throws ContractViolation if discovery fails
   */
  static Registry registry(Class<?> type) {
    return registry(
        () -> Registry.discover(loader(type)), "the plugins visible to " + type.getName());
  }

  private static Registry registry(Callable<Registry> search, String what) {
    try {
      return new Guard(Conditions.LIMIT).call("registry", search);
    } catch (ContractViolation violation) {
      throw new ContractViolation(what + " cannot be found: " + violation.getMessage());
    }
  }
}
