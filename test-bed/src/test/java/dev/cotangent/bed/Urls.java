package dev.cotangent.bed;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A class path for class loaders of a place's own, also in a JVM without the build's properties.
 */
final class Urls {

  private Urls() {}

  /** The entries of a class path. */
  static URL[] of(String path) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : List.of(path.split(File.pathSeparator))) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
