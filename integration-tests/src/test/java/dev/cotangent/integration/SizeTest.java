package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application has to carry stays small, and carries its licence. */
class SizeTest {

  private static final List<String> CARRIED =
      List.of("core", "kernels-vector", "activations", "layers", "optim", "parallel", "training");

  /** In each jar once, whatever it holds. */
  private static final Set<String> LEGAL = Set.of("LICENSE", "NOTICE");

  @Test
  void allLibraryClassesTogetherStayUnderThreeMegabytes() throws IOException {
    long bytes = 0;
    for (String module : CARRIED) {
      Path classes = Path.of(System.getProperty("cotangent.repo"), module, "target", "classes");
      try (Stream<Path> files = Files.walk(classes)) {
        bytes +=
            files
                .filter(Files::isRegularFile)
                .filter(file -> !LEGAL.contains(file.getFileName().toString()))
                .mapToLong(file -> file.toFile().length())
                .sum();
      }
    }
    bytes += fastCsv();
    assertThat(bytes).isBetween(100_000L, 3_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LICENSE", "NOTICE"})
  void eachJarCarriesTheLicenceAndTheNotice(String name) throws IOException {
    Path repository = Path.of(System.getProperty("cotangent.repo"));
    String expected = Files.readString(repository.resolve(name));
    List<String> published =
        Stream.concat(
                CARRIED.stream(),
                Stream.of("optim-commons-math", "guice", "pictures", "testkit", "cli"))
            .toList();
    for (String module : published) {
      assertThat(repository.resolve(module + "/target/classes/META-INF/" + name))
          .as(module)
          .hasContent(expected);
    }
  }

  /** The only library beside the logging interface. */
  private static long fastCsv() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("fastcsv"))
        .mapToLong(entry -> new File(entry).length())
        .findFirst()
        .orElseThrow();
  }
}
