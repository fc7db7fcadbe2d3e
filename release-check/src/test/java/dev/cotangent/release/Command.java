package dev.cotangent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A command that is run in a folder, with the JDK and the Maven of this build. */
final class Command {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  /** Maven ends before a better compiler would pay. */
  static final String SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final List<String> words;
  private final Map<String, String> environment = new TreeMap<>();
  private String input = "";

  private Command(List<String> words) {
    this.words = words;
  }

  /** Maven. */
  static Command mvn(String... arguments) {
    boolean windows = File.separatorChar == '\\';
    Path home = Path.of(System.getProperty("maven.home"));
    List<String> words = new ArrayList<>();
    words.add(home.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString());
    words.addAll(List.of("-B", "-ntp", "-q", "-Dstyle.color=never"));
    words.addAll(Arrays.asList(arguments));
    return new Command(words);
  }

  /** A tool of the JDK. */
  static Command jdk(String tool, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(JAVA_HOME.resolve("bin").resolve(tool).toString());
    words.addAll(Arrays.asList(arguments));
    return new Command(words);
  }

  Command with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Sets what the command reads. */
  Command reading(String text) {
    input = text;
    return this;
  }

  /** Runs the command, which has to succeed, and returns its output. */
  String in(Path folder) throws IOException, InterruptedException {
    return run(folder, true);
  }

  /** Runs the command, which has to fail, and returns its output. */
  String failsIn(Path folder) throws IOException, InterruptedException {
    return run(folder, false);
  }

  private String run(Path folder, boolean succeeds) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.environment().put("MAVEN_OPTS", SHORT_RUN);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.outputWriter(StandardCharsets.UTF_8).append(input).close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0)
        .as("%s%n%s", String.join(" ", words), output)
        .isEqualTo(succeeds);
    return output;
  }
}
