package dev.cotangent.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The projects of these folders, each built for itself. */
class ExamplePluginsTest {

  static List<Path> projects() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("").toAbsolutePath())) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("projects")
  void keepTheirContracts(Path project) throws IOException, InterruptedException {
    assertThat(Command.mvn(project, "verify").succeeds()).contains("ContractTest");
  }
}
