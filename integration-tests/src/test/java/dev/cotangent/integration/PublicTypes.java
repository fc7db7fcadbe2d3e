package dev.cotangent.integration;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The public types of our libraries: those in packages that a module exports to all. */
final class PublicTypes {

  private PublicTypes() {}

  /** The types, sorted by name, of each module that has any. */
  static Map<String, List<Class<?>>> byModule() throws IOException {
    Map<String, List<Class<?>>> modules = new TreeMap<>();
    for (URL url :
        Collections.list(PublicTypes.class.getClassLoader().getResources("module-info.class"))) {
      ModuleDescriptor module;
      try (InputStream bytes = url.openStream()) {
        module = ModuleDescriptor.read(bytes);
      }
      if (isLibrary(module.name())) {
        List<Class<?>> types = new ArrayList<>();
        exported(module, url).stream()
            .sorted()
            .map(PublicTypes::type)
            .filter(PublicTypes::isPublic)
            .forEach(types::add);
        modules.put(module.name(), types);
      }
    }
    modules.values().removeIf(List::isEmpty);
    return modules;
  }

  /** The types of all modules. */
  static List<Class<?>> all() throws IOException {
    List<Class<?>> all = new ArrayList<>();
    byModule().values().forEach(all::addAll);
    return all;
  }

  /** The names of all classes in the packages that a module exports to all. */
  private static List<String> exported(ModuleDescriptor module, URL url) throws IOException {
    URI uri = URI.create(url.toString());
    if (!uri.getScheme().equals("jar")) {
      return exported(module, Path.of(uri).resolveSibling(""));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return exported(module, jar.getPath("/"));
    }
  }

  private static List<String> exported(ModuleDescriptor module, Path root) throws IOException {
    List<String> names = new ArrayList<>();
    for (ModuleDescriptor.Exports export : module.exports()) {
      if (export.isQualified()) {
        continue;
      }
      try (Stream<Path> files = Files.list(root.resolve(export.source().replace('.', '/')))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
            .forEach(name -> names.add(export.source() + "." + name.replace(".class", "")));
      }
    }
    return names;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, PublicTypes.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }

  private static boolean isLibrary(String module) {
    return module.startsWith("dev.cotangent.") && !module.equals("dev.cotangent.examples");
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }
}
