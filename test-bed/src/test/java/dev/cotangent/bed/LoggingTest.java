package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logging libraries behind SLF4J, old and new, and none. */
class LoggingTest {

  /** The one line at INFO or above that a run has: the reason for portable kernels. */
  private static final String LINE = "Using portable kernels: ";

  /**
   * The program, and then what a service does that reloads its model: kernels of new registries.
   */
  static final class Main {

    private Main() {}

    /** Runs in a folder. */
    public static void main(String[] args) throws IOException {
      System.out.println(BedProgram.run(Path.of(args[0])));
      for (int reload = 0; reload < 3; reload++) {
        Registry.standard().kernels();
      }
    }
  }

  private static Fork.Ended run(List<Path> jars, Fork fork)
      throws IOException, InterruptedException {
    List<Path> path = new ArrayList<>(Jars.all());
    if (jars.stream().anyMatch(jar -> jar.toString().contains("slf4j-api"))) {
      path.removeIf(jar -> jar.toString().contains("slf4j-api"));
    }
    path.addAll(jars);
    path.add(Jars.tests());
    return Place.assertSameHash(fork.classPath(path).run(Main.class.getName(), Place.folder()));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void none(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = run(List.of(), Fork.of(jdk));
    assertThat(ended.err().lines()).hasSize(3).allMatch(line -> line.startsWith("SLF4J"));
    assertThat(ended.err()).contains("No SLF4J providers were found");
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void logback(Jdk jdk) throws IOException, InterruptedException {
    List<Path> jars =
        List.of(Jars.of("logback", "logback-classic"), Jars.of("logback", "logback-core"));
    Fork.Ended ended = run(jars, Fork.of(jdk));
    assertThat(count(ended.out(), LINE)).as(ended.toString()).isOne();
    assertThat(ended.out()).doesNotContain("WARN", "ERROR");
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void log4j(Jdk jdk) throws IOException, InterruptedException {
    List<Path> jars =
        List.of(
            Jars.of("log4j", "log4j-slf4j2-impl"),
            Jars.of("log4j", "log4j-api"),
            Jars.of("log4j", "log4j-core"));
    Fork.Ended ended = run(jars, Fork.of(jdk).with("-Dlog4j2.level=INFO"));
    assertThat(count(ended.out(), LINE)).as(ended.toString()).isOne();
    assertThat(ended.out()).doesNotContain("WARN", "ERROR");
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void javaUtilLogging(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = run(List.of(Jars.of("jul", "slf4j-jdk14")), Fork.of(jdk));
    assertThat(ended.err().lines()).as(ended.toString()).hasSize(2);
    assertThat(ended.err()).contains("INFO: " + LINE);
  }

  /** SLF4J 2 ignores a provider of 1.7 and says so. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void aProviderOf17(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = run(List.of(Jars.of("slf4j17", "slf4j-simple")), Fork.of(jdk));
    assertThat(ended.err().lines()).allMatch(line -> line.startsWith("SLF4J"));
    assertThat(ended.err()).contains("slf4j-simple-1.7");
  }

  /** An application that holds SLF4J back: the interface of 1.7 with a provider of 1.7. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void everythingOf17(Jdk jdk) throws IOException, InterruptedException {
    List<Path> jars = List.of(Jars.of("slf4j17", "slf4j-api"), Jars.of("slf4j17", "slf4j-simple"));
    Fork.Ended ended = run(jars, Fork.of(jdk));
    assertThat(ended.err().lines()).as(ended.toString()).hasSize(1);
    assertThat(ended.err()).contains(LINE);
  }

  /** With the Vector API, nothing is worth a line. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void nothingToSay(Jdk jdk) throws IOException, InterruptedException {
    Fork fork = Fork.of(jdk).with(Place.VECTOR);
    Fork.Ended ended =
        run(List.of(Jars.of("slf4j17", "slf4j-simple"), Jars.of("jul", "slf4j-jdk14")), fork);
    assertThat(ended.err()).doesNotContain(LINE);
  }
}
