package dev.cotangent.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails while a run writes, nothing is lost and nothing is damaged. */
class WriteFaultsTest {

  private final Path folder;

  WriteFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void someFailures() throws IOException, InterruptedException {
    run("60", "10");
  }

  /** {@code ./mvnw -Pfaults verify}. */
  @Test
  @Tag("faults")
  void everyCallFailsInEveryWay() throws IOException, InterruptedException {
    run("0", "300");
  }

  private void run(String most, String chains) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    String seed = System.getProperty("cotangent.seed", Long.toString(System.nanoTime() & 0xFFFF));
    System.out.println("seed " + seed);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                FaultsMain.class.getName(),
                Files.createDirectory(folder.resolve("work")).toString(),
                most,
                chains,
                seed)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as("seed %s: %s", seed, said).isZero();
    assertThat(said).contains(" 0 went wrong");
    System.out.print(said.substring(said.lastIndexOf('\n', said.length() - 2) + 1));
  }
}
