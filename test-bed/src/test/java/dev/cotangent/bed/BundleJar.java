package dev.cotangent.bed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A bundle of classes of these tests, with the headers that its author wrote. */
final class BundleJar {

  private BundleJar() {}

  /**
   * Packs the classes of a package.
   *
   * @param name the package, which is also the symbolic name
   * @param headers further headers
   * @param services text by service
   */
  static Path of(String name, Map<String, String> headers, Map<String, String> services)
      throws IOException {
    Path jar = Path.of(Place.folder(), name + ".jar");
    Path classes = Jars.tests().resolve(name.replace('.', '/'));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest(name, headers));
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(zip, name.replace('.', '/') + "/" + file.getFileName(), Files.readAllBytes(file));
      }
      for (Map.Entry<String, String> service : services.entrySet()) {
        add(zip, "META-INF/services/" + service.getKey(), service.getValue().getBytes(UTF_8));
      }
    }
    return jar;
  }

  private static void add(JarOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
  }

  private static Manifest manifest(String name, Map<String, String> headers) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", name);
    headers.forEach(attributes::putValue);
    return manifest;
  }
}
