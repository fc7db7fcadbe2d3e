package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.function.Function;

/** What holds for every plugin as a plugin: its id, its attributes, its declarations. */
final class PluginChecks {

  private static final String ODD = "no_such_attribute";

  private PluginChecks() {}

  /** A lower-case id that stays the same. */
  static void id(String first, String again) {
    Checks.that(
        first.matches("[a-z][a-z0-9_]*"),
        "the id '" + first + "' is not made of lower-case letters, digits and underscores");
    Checks.that(first.equals(again), "the id is '" + first + "' and then '" + again + "'");
  }

  /**
   * Attributes go there and back, and an unknown one is an error that names it.
   *
   * @param with the plugin's method
   * @param get the attributes of a plugin
   */
  static <T> void attributes(T plugin, Function<Attributes, T> with, Function<T, Attributes> get) {
    Attributes own = get.apply(plugin);
    Attributes back = get.apply(with.apply(own));
    Checks.that(back.equals(own), "with(" + own + ") has the attributes " + back);
    for (String name : own.names()) {
      if (own.find(name).orElse("") instanceof Double number) {
        changed(with, get, own.with(name, number == 0 ? 0.25 : number * 0.75));
      }
    }
    T taken;
    try {
      taken = with.apply(own.with(ODD, 1L));
    } catch (CotangentException e) {
      Checks.that(
          ("" + e.getMessage()).contains(ODD),
          "the error about attribute '" + ODD + "' does not name it: " + e.getMessage());
      return;
    }
    throw new ContractViolation(
        "an unknown attribute '" + ODD + "' is no error but gives " + get.apply(taken));
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

  /** Both declarations name the class, which ServiceLoader can make. */
  static void services(Class<?> type, Class<?> service) throws IOException {
    Checks.that(
        Modifier.isPublic(type.getModifiers()) && hasConstructor(type),
        type.getName() + " is not public with a public constructor without arguments");
    String file = "META-INF/services/" + service.getName();
    for (URL url : Collections.list(loader(type).getResources(file))) {
      if (text(url).lines().map(String::strip).anyMatch(type.getName()::equals)) {
        inModule(url, file, type, service);
        return;
      }
    }
    throw new ContractViolation("no " + file + " names " + type.getName());
  }

  private static boolean hasConstructor(Class<?> type) {
    try {
      return Modifier.isPublic(type.getConstructor().getModifiers());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  static ClassLoader loader(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  /** A module-info beside the service file provides the class, too. */
  private static void inModule(URL services, String file, Class<?> type, Class<?> service)
      throws IOException {
    String root = services.toString();
    URL module = URI.create(root.replace(file, "module-info.class")).toURL();
    ModuleDescriptor descriptor;
    try (InputStream in = module.openStream()) {
      descriptor = ModuleDescriptor.read(in);
    } catch (IOException e) {
      return; // an automatic module, or none
    }
    boolean provided =
        descriptor.provides().stream()
            .filter(provides -> provides.service().equals(service.getName()))
            .anyMatch(provides -> provides.providers().contains(type.getName()));
    Checks.that(
        provided,
        "module-info of "
            + descriptor.name()
            + " does not provide "
            + service.getName()
            + " with "
            + type.getName());
  }

  private static String text(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A new plugin of a class, as ServiceLoader would make it. */
  static <T> T make(Class<? extends T> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ContractViolation(
          type.getName() + " cannot be made by a public constructor without arguments: " + e);
    }
  }
}
