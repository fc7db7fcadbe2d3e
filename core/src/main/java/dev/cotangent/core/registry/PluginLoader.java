package dev.cotangent.core.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;

/**
 * The class loader of one plugin jar; it returns only the jar's own service files, so that no
 * plugin of a parent is found again.
 */
final class PluginLoader extends URLClassLoader {

  /** The prefix of the names of Cotangent's service files. */
  static final String SERVICES = "META-INF/services/dev.cotangent.";

  PluginLoader(Path jar, ClassLoader parent) throws MalformedURLException {
    super(jar.getFileName().toString(), new URL[] {jar.toUri().toURL()}, parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
  }
}
