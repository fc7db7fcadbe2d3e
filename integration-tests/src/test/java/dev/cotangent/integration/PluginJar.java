package dev.cotangent.integration;

import dev.cotangent.core.spi.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Jars of plugins, compiled and packed as their authors would, with the JDK's own tools. */
final class PluginJar {

  private PluginJar() {}

  /** The jar of {@code examples/plugins/swish}, with its module declaration. */
  static Path swish(Path folder) throws IOException {
    Path project = Path.of(System.getProperty("cotangent.repo"), "examples/plugins/swish/src/main");
    try (Stream<Path> sources = Files.walk(project.resolve("java"))) {
      List<String> files =
          sources.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
      return pack(folder, "swish", files, project.resolve("resources"));
    }
  }

  /**
   * A jar with one activation of the package {@code demo}.
   *
   * @param contract the interface that the class implements
   * @param members the members of the class besides its id
   */
  static Path of(Path folder, String id, Class<?> contract, String members) throws IOException {
    String name = Character.toUpperCase(id.charAt(0)) + id.substring(1);
    Path sources = Files.createTempDirectory(folder, "sources");
    Path resources = Files.createTempDirectory(folder, "resources");
    Path file = sources.resolve(name + ".java");
    Files.writeString(
        file,
        """
        package demo;
        import dev.cotangent.core.*;
        import dev.cotangent.core.graph.*;
        import dev.cotangent.core.spi.*;
        public class %s implements %s {
          public String id() { return "%s"; }
          %s
        }
        """
            .formatted(name, contract.getName(), id, members));
    Path services = Files.createDirectories(resources.resolve("META-INF/services"));
    Files.writeString(services.resolve(Activation.class.getName()), "demo." + name + "\n");
    return pack(folder, id, List.of(file.toString()), resources);
  }

  private static Path pack(Path folder, String name, List<String> sources, Path resources)
      throws IOException {
    String classes = Files.createTempDirectory(folder, "classes").toString();
    String path = System.getProperty("java.class.path");
    boolean modular = sources.stream().anyMatch(source -> source.endsWith("module-info.java"));
    run(
        "javac",
        Stream.concat(
            Stream.of("-proc:none", "-d", classes, modular ? "--module-path" : "-cp", path),
            sources.stream()));
    Path jar = folder.resolve(name + ".jar");
    String file = jar.toString();
    run(
        "jar",
        Stream.of("--create", "--file", file, "-C", classes, ".", "-C", resources.toString(), "."));
    return jar;
  }

  private static void run(String tool, Stream<String> arguments) {
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(tool + " ends with " + code);
    }
  }
}
