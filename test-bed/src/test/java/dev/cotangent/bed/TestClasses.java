package dev.cotangent.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Some of the classes of these tests, for class paths that must not have the others. */
final class TestClasses {

  private TestClasses() {}

  /** Copies the packages of some classes to a new folder. */
  static Path of(Class<?>... types) throws IOException {
    Path folder = Path.of(Place.folder());
    for (Class<?> type : types) {
      copy(type.getPackageName(), folder);
    }
    return folder;
  }

  /** Copies the classes of a package below a folder. */
  static void copy(String name, Path folder) throws IOException {
    Path from = Jars.tests().resolve(name.replace('.', '/'));
    Path to = Files.createDirectories(folder.resolve(name.replace('.', '/')));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
