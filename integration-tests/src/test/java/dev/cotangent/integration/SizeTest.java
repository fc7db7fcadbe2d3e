package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an application has to carry stays small. */
class SizeTest {

  private static final List<String> CARRIED =
      List.of("core", "kernels-vector", "activations", "layers", "optim", "parallel", "training");

  @Test
  void allLibraryClassesTogetherStayUnderThreeMegabytes() throws IOException {
    long bytes = 0;
    for (String module : CARRIED) {
      Path classes = Path.of(System.getProperty("cotangent.repo"), module, "target", "classes");
      try (Stream<Path> files = Files.walk(classes)) {
        bytes += files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      }
    }
    assertThat(bytes).isBetween(100_000L, 3_000_000L);
  }
}
