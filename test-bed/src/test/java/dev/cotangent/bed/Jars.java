package dev.cotangent.bed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of this build, and those that it needs or that a place brings along. */
final class Jars {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  /** The modules of an application that trains and predicts. */
  static final List<String> MODULES =
      List.of("core", "kernels-vector", "activations", "layers", "optim", "parallel", "training");

  private Jars() {}

  /** The library modules as built, and what they need: slf4j-api and FastCSV. */
  static List<Path> libraries() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String module : MODULES) {
      jars.add(of(module));
    }
    jars.add(onClassPath("slf4j-api"));
    jars.add(onClassPath("fastcsv"));
    return jars;
  }

  /** The jar of the program. */
  static Path bed() throws IOException {
    return of("test-bed");
  }

  /** The program and all libraries. */
  static List<Path> all() throws IOException {
    List<Path> jars = new ArrayList<>(List.of(bed()));
    jars.addAll(libraries());
    return jars;
  }

  /** The jar of one module of this build, in its {@code target} folder. */
  static Path of(String module) throws IOException {
    return only(REPOSITORY.resolve(module).resolve("target"), "cotangent-" + module);
  }

  /** A jar that the pom of the test bed copies to {@code target/places/FOLDER}. */
  static Path of(String folder, String artifact) throws IOException {
    return only(REPOSITORY.resolve("test-bed/target/places").resolve(folder), artifact);
  }

  /** All jars that the pom of the test bed copies to {@code target/places/FOLDER}. */
  static List<Path> in(String folder) throws IOException {
    Path place = REPOSITORY.resolve("test-bed/target/places").resolve(folder);
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static Path only(Path folder, String artifact) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars =
          files
              .filter(
                  file ->
                      ("" + file.getFileName()).matches(artifact + "-\\d[^-]*(-SNAPSHOT)?\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new AssertionError(folder + ": expected one jar of " + artifact + ", found " + jars);
      }
      return jars.get(0);
    }
  }

  /** A jar of the class path of this test. */
  static Path onClassPath(String artifact) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(file -> ("" + file.getFileName()).matches(artifact + "-\\d.*\\.jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + artifact + " on the class path"));
  }

  /** The compiled classes of these tests, for places that need a main class of their own. */
  static Path tests() {
    return REPOSITORY.resolve("test-bed/target/test-classes");
  }

  /** A class path or module path. */
  static String path(Collection<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
