package dev.cotangent.core.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;

/** Says where classes and service lines come from, for errors and lists. */
final class Locations {

  private static final String UNKNOWN = "an unknown place";

  private Locations() {}

  /** The jar, folder or module of a class. */
  static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && source.getLocation() != null) {
      return readable(source.getLocation());
    }
    return type.getModule().isNamed() ? "module " + type.getModule().getName() : UNKNOWN;
  }

  /** The service file that names a class which the message speaks of, or that the message names. */
  static String ofServiceLine(Class<?> service, ClassLoader loader, String message) {
    try {
      for (URL file :
          Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
        if (message.contains(file.toString()) || namesOne(file, message)) {
          return readable(file);
        }
      }
    } catch (IOException e) {
      return UNKNOWN + " (" + e + ")";
    }
    return UNKNOWN;
  }

  private static boolean namesOne(URL file, String message) throws IOException {
    return lines(file).stream().anyMatch(line -> !line.isEmpty() && message.contains(line));
  }

  private static List<String> lines(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // a cached jar would stay open
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.replaceFirst("#.*", "").trim()).toList();
    }
  }

  private static String readable(URL url) {
    String text = url.toString().replaceFirst("^jar:(.*)!/.*$", "$1");
    return text.startsWith("file:") ? Path.of(URI.create(text)).toString() : text;
  }
}
