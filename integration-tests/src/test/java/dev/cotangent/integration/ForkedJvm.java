package dev.cotangent.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a main class in a separate JVM with the class path of this test. */
final class ForkedJvm {

  private final Path home;
  private final List<String> options = new ArrayList<>();
  private Duration limit = Duration.ofMinutes(5);

  private ForkedJvm(Path home) {
    this.home = home;
  }

  /** The JVM that runs this test. */
  static ForkedJvm current() {
    return new ForkedJvm(Path.of(System.getProperty("java.home")));
  }

  /** A JVM of another installation. */
  static ForkedJvm of(Path home) {
    return new ForkedJvm(home);
  }

  /**
   * The homes of this JVM and of other JDKs, 17 or newer, installed next to it or named by
   * JAVA_HOME_25: one per feature version.
   */
  static List<Path> installedHomes() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> homes = new ArrayList<>(List.of(own));
    List<Integer> versions = new ArrayList<>(List.of(version(own)));
    List<Path> candidates = new ArrayList<>();
    if (System.getenv("JAVA_HOME_25") != null) {
      candidates.add(Path.of(System.getenv("JAVA_HOME_25")));
    }
    try (Stream<Path> siblings = Files.list(own.getParent())) {
      siblings.sorted().forEach(candidates::add);
    }
    for (Path candidate : candidates) {
      if (version(candidate) >= 17 && !versions.contains(version(candidate))) {
        homes.add(candidate.toRealPath());
        versions.add(version(candidate));
      }
    }
    return homes;
  }

  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    String line =
        Files.readAllLines(release).stream()
            .filter(each -> each.startsWith("JAVA_VERSION="))
            .findFirst()
            .orElse("");
    String number = line.replaceFirst("^[^0-9]*([0-9]+).*", "$1");
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  /** Adds JVM options. */
  ForkedJvm with(String... jvmOptions) {
    options.addAll(Arrays.asList(jvmOptions));
    return this;
  }

  /** Sets the time limit; five minutes by default. */
  ForkedJvm within(Duration newLimit) {
    limit = newLimit;
    return this;
  }

  /** Runs the main class and returns its output; fails if it fails or exceeds the time limit. */
  String run(String mainClass, String... arguments) throws IOException, InterruptedException {
    return run(List.of("-cp", System.getProperty("java.class.path")), mainClass, arguments);
  }

  /** Like {@link #run(String, String...)}, with options instead of the class path. */
  String run(List<String> paths, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(paths);
    command.add(mainClass);
    command.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile("forked", ".out");
    Path err = Files.createTempFile("forked", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command)
                + (ended ? " failed:\n" : " did not end:\n")
                + Files.readString(err, StandardCharsets.UTF_8));
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
