package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The class loaders of plugin jars, one for each; a jar that is damaged or has no plugin is
 * reported as a problem, not thrown as an error.
 */
final class PluginJars {

  private final List<PluginLoader> loaders = new ArrayList<>();
  private final List<RegistryProblem> problems = new ArrayList<>();

  static PluginJars none() {
    return new PluginJars();
  }

  /** The jars in a directory, sorted by name. */
  static List<Path> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CotangentException(
          "plugin directory " + directory + ": no such directory, expected one with jars in it");
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new CotangentException(
            "plugin directory " + directory + ": no jar in it, expected at least one");
      }
      return jars;
    } catch (IOException e) {
      throw new CotangentException(
          "plugin directory " + directory + ": it cannot be read: " + FileErrors.reason(e), e);
    }
  }

  static PluginJars open(List<Path> paths, ClassLoader parent) {
    PluginJars jars = new PluginJars();
    for (Path jar : paths) {
      if (!Files.isRegularFile(jar)) {
        throw new CotangentException("plugin jar " + jar + ": no such file, expected a jar");
      }
      jars.add(jar, parent);
    }
    return jars;
  }

  private void add(Path jar, ClassLoader parent) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().anyMatch(entry -> entry.getName().startsWith(PluginLoader.SERVICES))) {
        loaders.add(new PluginLoader(jar, parent)); // opens nothing until a class is loaded
      } else {
        problem(jar, "no plugin in it, expected a file in " + PluginLoader.SERVICES);
      }
    } catch (IOException e) {
      problem(jar, "it cannot be read: " + FileErrors.reason(e));
    }
  }

  private void problem(Path jar, String message) {
    problems.add(new RegistryProblem("jar", jar.toString(), message));
  }

  List<PluginLoader> loaders() {
    return loaders;
  }

  List<RegistryProblem> problems() {
    return problems;
  }

  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Closes every loader, and then throws the first failure. */
  void close() {
    List<IOException> failures = new ArrayList<>();
    for (PluginLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new UncheckedIOException(failures.get(0));
    }
  }
}
