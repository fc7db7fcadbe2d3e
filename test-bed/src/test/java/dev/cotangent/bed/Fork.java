package dev.cotangent.bed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with its options and its paths. */
final class Fork {

  private final String java;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Duration limit = Duration.ofMinutes(10);

  private Fork(String java) {
    this.java = java;
  }

  /**
   * The end of a JVM.
   *
   * @param code its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Ended(int code, String out, String err) {

    /** The hash that the program printed, among lines of a logging library. */
    String hash() {
      return out.lines().filter(line -> line.matches("[0-9a-f]{64}")).findFirst().orElse("none");
    }

    @Override
    public String toString() {
      return "exit code " + code + "\n" + out + err;
    }
  }

  static Fork of(Jdk jdk) {
    return new Fork(jdk.tool("java"));
  }

  /** A JVM whose {@code java} command is not that of a JDK, such as one of a jlink image. */
  static Fork of(Path java) {
    return new Fork(java.toString());
  }

  /** Adds options of the JVM. */
  Fork with(String... added) {
    options.addAll(List.of(added));
    return this;
  }

  Fork classPath(Collection<Path> jars) {
    return with("-cp", Jars.path(jars));
  }

  Fork environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets the time limit; ten minutes by default. */
  Fork within(Duration newLimit) {
    limit = newLimit;
    return this;
  }

  /** Runs a main class, or whatever the options leave to name, to its end. */
  Ended run(String... mainAndArguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of(mainAndArguments));
    return run(command, environment, limit);
  }

  /** Runs any command to its end. */
  static Ended run(List<String> command, Map<String, String> environment, Duration limit)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("fork", ".out");
    Path err = Files.createTempFile("fork", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            String.join(" ", command) + " did not end in " + limit + ":\n" + text(out) + text(err));
      }
      return new Ended(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The text of a file, read so that wrong bytes are no error. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
