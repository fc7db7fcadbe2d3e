package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --metric} of train and evaluate. */
class MetricOptionTest {

  @TempDir private Path folder = Path.of("");

  private String[] train(String... more) {
    String[] usual = {
      "train", "--data", "builtin:moons", "--epochs", "3", "--layers", "8", "--workers", "1"
    };
    String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return all;
  }

  @Test
  void areShownEverywhere() throws IOException {
    Path report = folder.resolve("report.json");
    String out = folder.resolve("run").toString();
    String text =
        Cli.succeed(
            train(
                "--metric",
                "f1,roc_auc,precision_weighted",
                "--training-metrics",
                "--out",
                out,
                "--report-json",
                report.toString()));
    assertThat(text)
        .contains("train_loss", "train_f1", "val_accuracy", "val_f1", "val_roc_auc")
        .containsPattern("accuracy +f1 +roc_auc +precision_weighted");
    JsonObject found = (JsonObject) JsonFiles.read(report, 1 << 16);
    assertThat(found.number("test_f1")).isBetween(0.0, 1.0);
    assertThat(found.number("train_roc_auc")).isBetween(0.0, 1.0);
    assertThat(found.number("validation_precision_weighted")).isBetween(0.0, 1.0);
    assertThat(Files.readString(folder.resolve("run").resolve("f1.svg"))).contains("training");
  }

  @Test
  void modelsAreEvaluatedByThem() throws IOException {
    Path report = folder.resolve("report.json");
    Path out = folder.resolve("run");
    Cli.succeed(train("--metric", "f1", "--out", "" + out, "--report-json", "" + report));
    String model = "" + out;
    String[] evaluate = {"evaluate", "--model", model, "--data", "builtin:moons"};
    assertThat(Cli.succeed(evaluate)).contains("accuracy").doesNotContain("roc_auc");
    String[] measured = {
      "evaluate", "--model", model, "--data", "builtin:moons", "--metric", "f1,f1_macro,log_loss"
    };
    String text = Cli.succeed(measured);
    assertThat(text).containsPattern("loss +accuracy +f1 +f1_macro +log_loss");
    String[] all = row(text, "all rows");
    assertThat(all[6]).isEqualTo(all[2]); // the log loss is the loss
    assertThat(all[4]).isEqualTo(row(text, "1 ")[3]); // of the report on classes
    assertThat(all[5]).isEqualTo(row(text, "mean")[3]);
    String[] oneWorker = java.util.Arrays.copyOf(measured, measured.length + 2);
    oneWorker[measured.length] = "--workers";
    oneWorker[measured.length + 1] = "1";
    assertThat(Cli.succeed(oneWorker)).isEqualTo(text);
    measured[measured.length - 1] = "f1,fame";
    assertThat(Cli.run(measured).err()).contains("--metric: there is no metric 'fame'", "roc_auc");
    measured[measured.length - 1] = "rmse";
    assertThat(Cli.run(measured).err()).contains("rmse: the targets are 2 classes");
  }

  private static String[] row(String text, String head) {
    return text.lines()
        .filter(line -> line.startsWith(head))
        .findFirst()
        .orElseThrow()
        .strip()
        .split("\\s{2,}");
  }

  @Test
  void unknownAndUndefinedOnesAreNamed() {
    assertThat(Cli.run(train("--metric", "f1,fame")).err())
        .contains("--metric: there is no metric 'fame'", "roc_auc");
    assertThat(Cli.run(train("--metric", "f1,f1")).err()).contains("each metric once");
    assertThat(Cli.run(train("--metric", "rmse")).err())
        .contains("rmse: the targets are 2 classes");
  }
}
