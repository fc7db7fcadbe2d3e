package dev.cotangent.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param home its folder
 * @param version its feature version, such as 17
 */
record Jdk(Path home, int version) {

  private static final int LIMIT_SECONDS = 600;

  /** The JDK that runs this test. */
  static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * The JDK that runs this test and others of version 17 or newer, named by JAVA_HOME_25 or
   * installed in the same folder: one of each version.
   */
  static List<Jdk> all() throws IOException {
    List<Jdk> found = new ArrayList<>(List.of(current()));
    for (Path home : candidates()) {
      int version = version(home);
      if (version >= 17 && found.stream().noneMatch(jdk -> jdk.version == version)) {
        found.add(new Jdk(home.toRealPath(), version));
      }
    }
    return found;
  }

  private static List<Path> candidates() throws IOException {
    List<Path> homes = new ArrayList<>();
    String newer = System.getenv("JAVA_HOME_25");
    if (newer != null) {
      homes.add(Path.of(newer));
    }
    try (Stream<Path> siblings = Files.list(current().home.toRealPath().getParent())) {
      siblings.sorted().forEach(homes::add);
    }
    return homes;
  }

  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceFirst("^[^0-9]*([0-9]+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /**
   * The home of a JDK, or of a command that runs Spark's executors on several, by their numbers.
   */
  static Path inTurn(List<Jdk> jdks) throws IOException {
    if (jdks.size() == 1) {
      return jdks.get(0).home();
    }
    StringBuilder script = new StringBuilder("#!/bin/sh\ncase \"$*\" in\n");
    for (int i = 0; i < 10; i++) {
      Path java = jdks.get(i % jdks.size()).home().resolve("bin/java");
      script.append("*--executor-id\\ " + i + "\\ *) exec " + java + " \"$@\";;\n");
    }
    Path home = Files.createTempDirectory(TestJars.target(), "jdks");
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, script + "esac\necho no executor: \"$*\" >&2\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return home;
  }

  /** Runs a main class with the class path of this test, and returns what it prints. */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    return run(List.of(), main, arguments);
  }

  /** Like {@link #run(Class, String...)}, with the options that a driver of Spark needs. */
  String runAsDriver(Class<?> main, String... arguments) throws IOException, InterruptedException {
    Stream<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream();
    List<String> own = options.filter(each -> each.startsWith("--add-opens")).toList();
    List<String> all = new ArrayList<>(own);
    all.add("-Dcotangent.repo=" + System.getProperty("cotangent.repo"));
    return run(all, main, arguments);
  }

  private String run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("jdk", ".out");
    Path err = Files.createTempFile("jdk", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
      Process process = builder.redirectError(err.toFile()).start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            this + (ended ? " failed:\n" : " did not end:\n") + Files.readString(err));
      }
      return Files.readString(out);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
