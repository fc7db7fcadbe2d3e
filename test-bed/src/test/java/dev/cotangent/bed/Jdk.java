package dev.cotangent.bed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param home its folder
 * @param version its feature version, such as 17
 */
record Jdk(Path home, int version) {

  /** The JDK that runs this test. */
  static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * The JDK that runs this test and others of version 17 or newer: one of each version. They are
   * named by the property {@code cotangent.jdks} (folders, separated like a path), by JAVA_HOME_25,
   * or installed in the same folder.
   */
  static List<Jdk> all() throws IOException {
    List<Jdk> found = new ArrayList<>(List.of(current()));
    for (Path home : candidates()) {
      int version = version(home);
      if (version >= 17 && found.stream().noneMatch(jdk -> jdk.version == version)) {
        found.add(new Jdk(home.toRealPath(), version));
      }
    }
    return found;
  }

  private static List<Path> candidates() throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getProperty("cotangent.jdks", "");
    Stream.of(named.split(File.pathSeparator))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .forEach(homes::add);
    String newer = System.getenv("JAVA_HOME_25");
    if (newer != null) {
      homes.add(Path.of(newer));
    }
    try (Stream<Path> siblings = Files.list(current().home.toRealPath().getParent())) {
      siblings.sorted().forEach(homes::add);
    }
    return homes;
  }

  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return 0;
    }
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceFirst("^[^0-9]*([0-9]+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /** The path of one of its tools, such as {@code java} or {@code jlink}. */
  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
