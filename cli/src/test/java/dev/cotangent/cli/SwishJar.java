package dev.cotangent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The jar of {@code examples/plugins/swish}, compiled and packed as its author would. */
final class SwishJar {

  private SwishJar() {}

  /** Writes the jar into a folder of its own, for the option {@code --plugins}. */
  static Path folderIn(Path folder) throws IOException {
    String project = System.getProperty("swish.sources");
    String classes = Files.createTempDirectory(folder, "classes").toString();
    Path plugins = Files.createTempDirectory(folder, "plugins");
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
        plugins.resolve("swish.jar").toString(),
        "-C",
        classes,
        ".",
        "-C",
        project + "/resources",
        ".");
    return plugins;
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    if (code != 0) {
      throw new IllegalStateException(tool + " ends with " + code);
    }
  }
}
