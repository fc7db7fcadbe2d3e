package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPicturesTest {

  private final Path out;

  RunPicturesTest(@TempDir Path folder) {
    this.out = folder.resolve("run");
  }

  @Test
  void aClassifierOfPointsHasAllPicturesAndThePageHoldsThem() throws IOException {
    train("builtin:moons", "--epochs", "2", "--layers", "4");
    String page = Files.readString(out.resolve("report.html"));
    for (String name : new String[] {"loss", "accuracy", "confusion", "regions"}) {
      assertThat(page).contains(Files.readString(out.resolve(name + ".svg")));
    }
    assertThat(page).contains("parameters_sha256", "precision", "dense").doesNotContain("Str[");
  }

  @Test
  void withoutValidationThereAreNoCurvesOfIt() {
    train("builtin:iris", "--epochs", "1", "--validation", "0", "--test", "0");
    assertThat(out.resolve("loss.svg")).exists();
    assertThat(out.resolve("confusion.svg")).exists();
    assertThat(out.resolve("accuracy.svg")).doesNotExist();
    assertThat(out.resolve("regions.svg")).doesNotExist();
  }

  @Test
  void aRegressionHasItsErrors() throws IOException {
    Path table = out.resolveSibling("table.csv");
    Files.writeString(table, "x,y\n" + "1,2\n2,4\n3,6\n4,8\n5,9\n".repeat(8));
    train("csv:" + table, "--target", "y", "--task", "regression", "--epochs", "2");
    assertThat(out.resolve("rmse.svg")).exists();
    assertThat(out.resolve("confusion.svg")).doesNotExist();
    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void evaluateReportsEachClass() {
    train("builtin:iris", "--epochs", "2");
    assertThat(Cli.succeed("evaluate", "--model", out.toString(), "--data", "builtin:iris"))
        .contains("precision", "recall", "setosa", "by samples");
  }

  private void train(String data, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"train", "--data", data, "--out", out.toString()}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    Cli.succeed(arguments);
  }
}
