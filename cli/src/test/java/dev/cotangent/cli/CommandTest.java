package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  private final Path folder;

  CommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "summary", "plugins", "gradcheck"})
  void everyCommandExplainsItself(String command) {
    String help = Cli.succeed(command, "--help");
    assertThat(help).contains("Usage: cotangent " + command, "Example", "  cotangent " + command);
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
    assertThat(Cli.succeed("--help")).contains(command, "bench", "Getting started:");
  }

  @Test
  void theLayersOfAModel() {
    String model = folder.resolve("iris").toString();
    Cli.succeed(
        "train", "--data", "builtin:iris", "--epochs", "1", "--layers", "8", "--out", model);
    List<String> lines = Cli.succeed("summary", "--model", model).lines().toList();
    assertThat(lines.get(0)).isEqualTo("samples [4]");
    assertThat(lines.stream().map(line -> line.replaceAll("\\s+", " ")))
        .contains(
            "0 normalize (zscore) [4] 0 8",
            "1 dense [8] 40 0",
            "2 activate (relu) [8] 0 0",
            "3 dense [3] 27 0",
            "total [3] 67 8");
  }

  @Test
  void pluginsAreListed() {
    assertThat(Cli.succeed("plugins"))
        .contains("activation", "relu", "dev.cotangent.layers.Dense", "kernels");
    assertThat(Cli.succeed("plugins", "relu")).contains(" relu ").doesNotContain(" tanh ");
    assertThat(Cli.run("plugins", "wibble").err()).contains("ID: 'wibble', expected one of");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(Cli.succeed("--version")).startsWith("cotangent ").contains("numerics", "Java");
  }

  @Test
  void aTrainingThatDivergesIsNoWrongInput() throws IOException {
    String data = Tables.write(folder, "plane.csv", Tables.plane(100));
    Path out = folder.resolve("model");
    Cli.Result result =
        Cli.run(
            "train",
            "--data",
            data,
            "--optimizer",
            "sgd",
            "--learning-rate",
            "1e6",
            "--out",
            "" + out);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("--learning-rate");
    assertThat(out).isDirectoryNotContaining(file -> !file.endsWith("checkpoint.safetensors"));
  }

  @Test
  void verboseShowsTheTrace() {
    Cli.Result result = Cli.run("train", "--verbose", "--data", "csv:nowhere.csv");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\tat dev.cotangent.cli", "cotangent: there is no data file");
  }
}
