package dev.cotangent.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The jars of an application of these tests: all that is on the class path and not in Spark's own
 * folder, with a jar of the test classes, so that executors know a test's lambdas.
 */
final class TestJars {

  private TestJars() {}

  /** The folder {@code target} of this module. */
  static Path target() {
    return Path.of(System.getProperty("cotangent.repo"), "spark", "target")
        .toAbsolutePath()
        .normalize();
  }

  /** The jars for {@code spark.jars}. */
  static List<String> all() {
    List<String> jars = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(each);
      if (each.isEmpty()) {
        continue; // Surefire's class path ends with a separator, which would mean this folder
      }
      if (Files.isDirectory(path)) {
        jars.add(packed(path).toString());
      } else if (isOfApplication(path)) {
        jars.add(each);
      }
    }
    return jars;
  }

  private static boolean isOfApplication(Path jar) {
    String name = jar.getFileName().toString();
    return name.endsWith(".jar")
        && !name.startsWith("slf4j-")
        && !name.startsWith("surefire")
        && !Files.exists(target().resolve("spark-home/jars").resolve(name));
  }

  private static Path packed(Path folder) {
    Path jar =
        target().resolve(folder.getFileName() + "-" + ProcessHandle.current().pid() + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, packed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jar.toFile().deleteOnExit();
    return jar;
  }
}
