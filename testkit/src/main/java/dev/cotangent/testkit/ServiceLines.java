package dev.cotangent.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the plugin classes that a jar declares. */
final class ServiceLines {

  private static final String FOLDER = "META-INF/services/dev.cotangent.";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ServiceLines() {}

  /** The classes that a jar declares; none if it cannot be read, which the registry reports. */
  static List<String> classes(Path jar) {
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream().filter(entry -> entry.getName().startsWith(FOLDER)).toList();
      for (ZipEntry entry : entries) {
        try (InputStream in = zip.getInputStream(entry)) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(names::add);
        }
      }
    } catch (IOException unreadable) {
      return List.of();
    }
    return names;
  }

  /** Instantiates a plugin and discards it; the registry reports what it throws. */
  static void tryOut(Path jar, String className) throws IOException {
    URL[] place = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, ServiceLines.class.getClassLoader())) {
      new Guard(LIMIT)
          .call(
              "constructor",
              () -> Class.forName(className, true, loader).getConstructor().newInstance());
    } catch (ContractViolation reportedLater) {
      // reported by the registry, which instantiates it again
    }
  }
}
