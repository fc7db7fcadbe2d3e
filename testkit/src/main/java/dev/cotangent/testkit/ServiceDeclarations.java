package dev.cotangent.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks the two declarations of plugins in a jar or folder: a file in {@code META-INF/services}
 * and, if there is a {@code module-info}, its {@code provides}. If they differ, the module path and
 * the class path provide different plugins.
 */
final class ServiceDeclarations {

  private static final List<String> MODULES =
      List.of("module-info.class", "META-INF/versions/9/module-info.class");

  private ServiceDeclarations() {}

  /**
   * Fails unless ServiceLoader can instantiate the class and both declarations name it and agree.
   */
  static void check(Class<?> type, Class<?> service) throws IOException {
    Checks.that(
        Modifier.isPublic(type.getModifiers()) && hasConstructor(type),
        type.getName() + " is not public with a public constructor without arguments");
    String file = "META-INF/services/" + service.getName();
    for (URL url : Collections.list(PluginChecks.loader(type).getResources(file))) {
      Set<String> listed = listed(url);
      if (listed.contains(type.getName())) {
        equalToModule(url, file, listed, service);
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

  private static void equalToModule(URL services, String file, Set<String> listed, Class<?> service)
      throws IOException {
    String root = services.toString();
    root = root.substring(0, root.length() - file.length());
    for (String module : MODULES) {
      Optional<ModuleDescriptor> found = module(URI.create(root + module).toURL());
      if (found.isPresent()) {
        equal(file, listed, found.get(), service);
        return;
      }
    }
  }

  private static Optional<ModuleDescriptor> module(URL url) {
    try (InputStream in = open(url)) {
      return Optional.of(ModuleDescriptor.read(in));
    } catch (IOException e) {
      return Optional.empty(); // an automatic module, or not a module
    }
  }

  private static void equal(
      String file, Set<String> listed, ModuleDescriptor module, Class<?> service) {
    Set<String> provided =
        module.provides().stream()
            .filter(provides -> provides.service().equals(service.getName()))
            .flatMap(provides -> provides.providers().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> faults = new ArrayList<>();
    missing(listed, provided)
        .ifPresent(
            names ->
                faults.add(
                    "the module-info of "
                        + module.name()
                        + " does not provide "
                        + service.getName()
                        + " with "
                        + names));
    missing(provided, listed).ifPresent(names -> faults.add(file + " does not name " + names));
    Checks.that(faults.isEmpty(), String.join(", and ", faults));
  }

  private static Optional<String> missing(Set<String> wanted, Set<String> present) {
    String names =
        wanted.stream().filter(name -> !present.contains(name)).collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static Set<String> listed(URL file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Opens a resource without URL caching, which would keep a jar open. */
  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
