package dev.cotangent.core.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;

/**
 * The classes of one plugin jar; its service files are its own only, so that no parent's plugin is
 * found again.
 */
final class PluginLoader extends URLClassLoader {

  /** How the names of service files of interest begin. */
  static final String SERVICES = "META-INF/services/dev.cotangent.";

  PluginLoader(Path jar, ClassLoader parent) throws MalformedURLException {
    super(jar.getFileName().toString(), new URL[] {jar.toUri().toURL()}, parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
  }
}
