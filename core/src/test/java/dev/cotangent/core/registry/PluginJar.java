package dev.cotangent.core.registry;

import dev.cotangent.core.spi.Activation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that is compiled and packed by a test, as an author of plugins would do it. */
final class PluginJar {

  private final Path classes;
  private final List<SimpleJavaFileObject> sources = new ArrayList<>();

  private PluginJar(Path classes) {
    this.classes = classes;
  }

  static PluginJar in(Path directory) throws IOException {
    return new PluginJar(Files.createTempDirectory(directory, "classes"));
  }

  /** An activation class in the package {@code demo}, which gives its input back. */
  PluginJar activation(String name, String id) {
    return activation(name, id, "");
  }

  /** As above, with further members. */
  PluginJar activation(String name, String id, String members) {
    return source(
        name,
        """
        public class %s implements dev.cotangent.core.spi.Activation {
          public String id() { return %s; }
          public dev.cotangent.core.graph.Tensor apply(dev.cotangent.core.graph.Tensor x) { return x; }
          %s
        }
        """
            .formatted(name, id.equals("null") ? id : '"' + id + '"', members));
  }

  PluginJar source(String name, String text) {
    sources.add(new Source(name, "package demo;\n" + text));
    return this;
  }

  /** Names providers, one a line. */
  PluginJar service(Class<?> service, String... lines) throws IOException {
    Path file = classes.resolve("META-INF/services/" + service.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
    return this;
  }

  /** Compiles and packs all but the class files whose simple names are given. */
  Path write(Path jar, String... without) throws IOException {
    compile();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (Stream.of(without).noneMatch(left -> name.endsWith("/" + left + ".class"))) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }

  private void compile() throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-d", classes.toString(), "-cp", core(), "-proc:none");
      if (!compiler.getTask(null, files, null, options, null, sources).call()) {
        throw new IllegalStateException("the plugin does not compile");
      }
    }
  }

  private static String core() {
    try {
      URI place = Activation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///demo/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
