package dev.cotangent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project of {@code consumers}, built with README's program and a staged release. */
final class Consumer {

  private static final Pattern PROGRAM =
      Pattern.compile("(?s)```java\n(.*?class QuickStart.*?)```");

  private final Path folder;

  private Consumer(Path folder) {
    this.folder = folder;
  }

  /**
   * Builds a project; its local repository holds nothing of Cotangent before.
   *
   * @param header lines before README's program
   */
  static Consumer build(String name, String header, Staging release, Path parent)
      throws IOException, InterruptedException {
    Consumer consumer = new Consumer(parent.resolve(name));
    Staging.copy(
        Staging.REPOSITORY.resolve("release-check/consumers/" + name),
        consumer.folder,
        Staging.VERSION);
    Path sources = Files.createDirectories(consumer.folder.resolve("src/main/java"));
    Files.writeString(sources.resolve("QuickStart.java"), header + program());
    Path local = parent.resolve("local-repository");
    Command.mvn(options(release, local, "process-classes")).in(consumer.folder);
    assertStaged(local.resolve("dev/cotangent"));
    return consumer;
  }

  /** Arguments of Maven that let it find a staged release, and no other one. */
  static String[] options(Staging release, Path local, String... others) {
    List<String> options = new ArrayList<>();
    options.add("-gs");
    options.add(Staging.REPOSITORY.resolve("release-check/settings.xml").toString());
    options.add("-Dstaged.repository=" + release.repository().toUri());
    options.add("-Duser.repository=" + Path.of(System.getProperty("user.repository")).toUri());
    options.add("-Dmaven.repo.local=" + local);
    options.addAll(Arrays.asList(others));
    return options.toArray(String[]::new);
  }

  private static String program() throws IOException {
    Matcher found = PROGRAM.matcher(Files.readString(Staging.REPOSITORY.resolve("README.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** Maven notes the repository from which each file came. */
  private static void assertStaged(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> notes = files.filter(file -> file.endsWith("_remote.repositories")).toList();
      assertThat(notes).hasSizeGreaterThanOrEqualTo(9);
      for (Path note : notes) {
        assertThat(Files.readAllLines(note).stream().filter(line -> !line.startsWith("#")))
            .allMatch(line -> line.endsWith(">staged="));
      }
    }
  }

  /** The compiled program and the libraries, as the value of a path option. */
  String path() throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("target/lib"))) {
      return Stream.concat(Stream.of(folder.resolve("target/classes")), jars.sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** Runs a tool of the JDK in the folder of the project. */
  String run(Command command) throws IOException, InterruptedException {
    return command.in(folder);
  }
}
