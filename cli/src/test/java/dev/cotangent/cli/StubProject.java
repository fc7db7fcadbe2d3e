package dev.cotangent.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A project with the real launcher, whose Maven and whose main class are stubs. */
record StubProject(Path root) {

  private static final String MAIN =
      """
      package dev.cotangent.cli;
      public final class Main {
        public static void main(String[] arguments) {
          for (var gc : java.lang.management.ManagementFactory.getGarbageCollectorMXBeans()) {
            System.out.println("collector " + gc.getName() + young());
          }
          for (String argument : arguments) {
            boolean file = java.nio.file.Files.exists(java.nio.file.Path.of(argument));
            System.out.println("argument of " + argument.length() + (file ? " is a file" : " "));
          }
        }
        private static String young() {
          long bytes = 0;
          for (var pool : java.lang.management.ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName();
            int spaces = name.startsWith("Survivor") ? 2 : name.startsWith("Eden") ? 1 : 0;
            bytes += spaces * pool.getUsage().getMax();
          }
          return " " + (bytes >> 20);
        }
      }
      """;

  private static final byte[] MAIN_JAR = mainJar();

  private static final String MAVEN =
      """
      #!/bin/sh
      printf '\\033[0mPicked up JAVA_TOOL_OPTIONS: x\\n[\\033[1;34mINFO\\033[m] Scanning\\n'
      echo 'Downloading from central: a'
      echo 'Downloading from central: b'
      echo '[INFO] --- maven-jar-plugin:3.4.2:jar (default-jar) @ cotangent-core ---'
      if [ -n "${STUB_FAILS:-}" ]; then
        printf "[\\033[1;31mERROR\\033[m] A.java:[1,7] ';' expected\\n"
        printf '[ERROR] -> \\033[1m[Help 1]\\033[m\\n[ERROR] re-run Maven\\n'
        exit 1
      fi
      echo '[INFO] --- jar:3.4.2:jar (default-jar) @ cotangent-cli ---'
      mkdir -p cli/target/lib
      cp main.jar cli/target/cotangent-cli-1.jar
      """;

  /** How a command ended, and what it printed to both streams. */
  record Outcome(int code, String text) {}

  static StubProject in(Path directory) throws IOException {
    Path root = Files.createDirectories(directory.resolve("project"));
    Path real = Path.of("..").toAbsolutePath();
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(root.resolve("core/src/main"));
    Files.copy(real.resolve(".mvn/locale.sh"), root.resolve(".mvn/locale.sh"));
    Files.copy(
        real.resolve("cotangent"), root.resolve("cotangent"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(real.resolve("mvnw"), root.resolve("mvnw-real"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("core/pom.xml"), "<project/>");
    Files.writeString(root.resolve("core/src/main/A.java"), "class A {}");
    Files.writeString(root.resolve("mvnw"), MAVEN);
    root.resolve("mvnw").toFile().setExecutable(true);
    Files.write(root.resolve("main.jar"), MAIN_JAR);
    return new StubProject(root);
  }

  private static byte[] mainJar() {
    String entry = "dev/cotangent/cli/Main.class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      Path folder = Files.createTempDirectory("stub");
      Path source = Files.writeString(folder.resolve("Main.java"), MAIN);
      ToolProvider.getSystemJavaCompiler()
          .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
      out.putNextEntry(new JarEntry(entry));
      out.write(Files.readAllBytes(folder.resolve(entry)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Runs a line of shell in the project's folder, with this JVM's Java. */
  Outcome run(String line, Map<String, String> variables) throws Exception {
    Path output = root.resolveSibling("output");
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", line));
    builder.directory(root.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.contains("JAVA") || name.contains("MAVEN"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + line);
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Every file and folder with its time. */
  String listing() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> file + " " + file.toFile().lastModified())
          .sorted()
          .collect(Collectors.joining("\n"));
    }
  }
}
