package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
  @ValueSource(strings = {"train", "evaluate", "predict"})
  void everyCommandExplainsItself(String command) {
    assertThat(Cli.succeed(command, "--help")).contains("Usage: cotangent " + command, "--data");
    assertThat(Cli.succeed("--help")).contains(command, "bench");
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
    assertThat(out).doesNotExist();
  }

  @Test
  void verboseShowsTheTrace() {
    Cli.Result result = Cli.run("train", "--verbose", "--data", "csv:nowhere.csv");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\tat dev.cotangent.cli", "cotangent: there is no data file");
  }

  @Test
  void aPluginIsFoundInItsJar() {
    Path plugins = Path.of(System.getProperty("swish.folder"));
    Path model = folder.resolve("model");
    List<String> train =
        List.of("train", "--data", "builtin:digits", "--activation", "swish", "--epochs", "3");
    assertThat(Cli.run(train.toArray(String[]::new)).err()).contains("'swish', expected one of");

    String[] all = {
      "train",
      "--data",
      "builtin:digits",
      "--activation",
      "swish",
      "--epochs",
      "3",
      "--plugins",
      "" + plugins,
      "--out",
      "" + model
    };
    assertThat(Cli.succeed(all)).contains("Epoch 3/3");
    assertThat(Files.exists(model.resolve("model.safetensors"))).isTrue();
    String[] evaluate = {"evaluate", "--model", "" + model, "--data", "builtin:digits"};
    assertThat(Cli.run(evaluate).err()).hasLineCount(1).contains("swish");
    assertThat(
            Cli.succeed(
                "evaluate",
                "--model",
                "" + model,
                "--data",
                "builtin:digits",
                "--plugins",
                "" + plugins))
        .contains("accuracy");
  }
}
