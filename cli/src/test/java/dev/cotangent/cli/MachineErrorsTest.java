package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of the file system: one line with the file and the reason; exit code 2. */
class MachineErrorsTest {

  private final Path folder;

  MachineErrorsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String[] predict(String out) throws IOException {
    Path model = folder.resolve("model");
    String data = Tables.write(folder, "data.csv", Tables.corners(60, "a", "b", "c"));
    if (!Files.exists(model)) {
      Cli.succeed("train", "--data", data, "--epochs", "1", "--out", model.toString());
    }
    return new String[] {"predict", "--model", model.toString(), "--data", data, "--out", out};
  }

  private static void assertRefused(Cli.Result result, String line) {
    assertThat(result.err().strip()).isEqualTo("cotangent: " + line);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void predictsToADevice() throws IOException {
    Cli.succeed(predict("/dev/null"));
    assertThat(Path.of("/dev/null")).exists();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void aFullDiskIsNamedWithTheFile() throws IOException {
    assertRefused(Cli.run(predict("/dev/full")), "/dev/full: No space left on device");
  }

  @Test
  void predictsThroughALinkToAFileThatIsNotThereYet() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("real.csv"));
    Cli.succeed(predict(link.toString()));
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("real.csv")).isRegularFile();
  }

  @Test
  void aReportThatCannotBeWrittenIsNamed() throws IOException {
    String data = Tables.write(folder, "data.csv", Tables.corners(60, "a", "b", "c"));
    Cli.Result result =
        Cli.run("train", "--data", data, "--epochs", "1", "--report-json", "/dev/full");
    assertThat(result.err().strip()).isEqualTo("cotangent: /dev/full: No space left on device");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("sha256");
  }

  @Test
  void aFolderWhereAPictureBelongsIsNamed() {
    Path picture = folder.resolve("graph.svg");
    assertThat(picture.toFile().mkdir()).isTrue();
    Cli.Result result = Cli.run("graph", "--example", "sigmoid", "--out", picture.toString());
    assertThat(result.err()).contains(picture + " is a directory, expected a file");
    assertThat(result.code()).isEqualTo(2);
  }
}
