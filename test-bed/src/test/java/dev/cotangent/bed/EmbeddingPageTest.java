package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists the places. */
class EmbeddingPageTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  @Test
  void thePageHasTheHashAndEveryPlace() throws IOException, InterruptedException {
    String page = Files.readString(REPOSITORY.resolve("docs/embedding.md"));
    assertThat(page).contains(Place.expected());
    Path tests = REPOSITORY.resolve("test-bed/src/test/java/dev/cotangent/bed");
    try (Stream<Path> files = Files.list(tests)) {
      assertThat(files.map(file -> ("" + file.getFileName()).replace(".java", "")))
          .filteredOn(name -> name.endsWith("Test") && !name.equals("EmbeddingPageTest"))
          .allMatch(name -> page.contains("`" + name + "`"));
    }
  }
}
