package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainMainTest {

  private final Path folder;

  PlainMainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The class path of this test, less what tests alone need. */
  private static String withoutTestLibraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*(junit|jqwik|opentest4j|apiguardian|assertj).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void contractsRunInAMainWhereThereIsNoJUnit() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                withoutTestLibraries(),
                PlainMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(Files.readString(out)).contains("undeclared_swish' breaks", "again: ", "no JUnit");
    assertThat(ended).isTrue();
    assertThat(process.waitFor()).isZero();
  }
}
