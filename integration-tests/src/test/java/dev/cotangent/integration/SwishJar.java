package dev.cotangent.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The jar of {@code examples/plugins/swish}, compiled and packed as its author would. */
final class SwishJar {

  private SwishJar() {}

  /** Writes the jar into a folder. */
  static Path in(Path folder) throws IOException {
    String project = System.getProperty("cotangent.repo") + "/examples/plugins/swish/src/main";
    String classes = Files.createTempDirectory(folder, "classes").toString();
    Path jar = folder.resolve("swish.jar");
    run(
        "javac",
        "-proc:none",
        "-d",
        classes,
        "-cp",
        System.getProperty("java.class.path"),
        project + "/java/dev/cotangent/example/swish/Swish.java");
    run(
        "jar",
        "--create",
        "--file",
        jar.toString(),
        "-C",
        classes,
        ".",
        "-C",
        project + "/resources",
        ".");
    return jar;
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    if (code != 0) {
      throw new IllegalStateException(tool + " ends with " + code);
    }
  }
}
