package dev.cotangent.core.foreign;

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

/** Finds the jar, folder or module of classes and service declarations, for errors and lists. */
public final class Locations {

  private static final String UNKNOWN = "an unknown place";

  private Locations() {}

  /** Cached by class, since every layer of a model needs it. */
  private static final ClassValue<String> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return find(type);
        }
      };

  /** The jar, folder or module of a class. */
  public static String of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  private static String find(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && source.getLocation() != null) {
      return readable(source.getLocation());
    }
    return type.getModule().isNamed() ? "module " + type.getModule().getName() : UNKNOWN;
  }

  /**
   * The jar or folder of the service declaration that a {@link java.util.ServiceLoader} message is
   * about.
   */
  public static String ofServiceLine(Class<?> service, ClassLoader loader, String message) {
    try {
      for (URL file :
          Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
        if (message.contains(file.toString()) || isAbout(file, loader, message)) {
          return readable(file);
        }
      }
    } catch (Throwable e) {
      return UNKNOWN + " (" + e + ")";
    }
    return UNKNOWN;
  }

  private static boolean isAbout(URL file, ClassLoader loader, String message) throws IOException {
    return lines(file).stream()
        .filter(line -> !line.isEmpty())
        .anyMatch(line -> message.contains(line) || failsWith(line, loader, message));
  }

  /**
   * Whether loading the class fails with this message, which may name only a dependency of the
   * class.
   */
  private static boolean failsWith(String className, ClassLoader loader, String message) {
    try {
      Class.forName(className, false, loader);
      return false;
    } catch (Throwable e) {
      return message.contains(e.toString());
    }
  }

  private static List<String> lines(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // a cached jar file would stay open
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.replaceFirst("#.*", "").trim()).toList();
    }
  }

  private static String readable(URL url) {
    String text = url.toString();
    int inside = text.lastIndexOf("!/");
    if (text.startsWith("jar:") && inside >= 0) {
      text = text.substring("jar:".length(), inside);
    }
    return text.startsWith("file:") ? Path.of(URI.create(text)).toString() : text;
  }
}
