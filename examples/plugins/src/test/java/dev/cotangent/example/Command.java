package dev.cotangent.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a plugin's author types, run in a folder. */
final class Command {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  /** Maven ends before a better compiler would pay. */
  private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

  private Command() {}

  /** The end of a command. */
  record Result(int code, String output) {

    /** The output of a command that has to succeed. */
    String succeeds() {
      assertThat(code).as(output).isZero();
      return output;
    }

    /** The output of a command that has to fail. */
    String fails() {
      assertThat(code).as(output).isNotZero();
      return output;
    }
  }

  /** Maven with the staged artifacts of Cotangent. */
  static Result mvn(Path folder, String... arguments) throws IOException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    List<String> command = new ArrayList<>();
    command.add(property("maven.home").resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-Dstyle.color=never"));
    command.addAll(List.of("-gs", Path.of("src/test/settings.xml").toAbsolutePath().toString()));
    command.add("-Duser.repository=" + property("user.repository").toUri());
    command.add("-Dmaven.repo.local=" + property("staged.repository"));
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  /** The command line of Cotangent. */
  static Result cotangent(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(JAVA_HOME.resolve("bin/java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.cotangent.cli.Main");
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name));
  }

  private static Result run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.environment().merge("MAVEN_OPTS", SHORT_RUN, (others, own) -> others + " " + own);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
