package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several columns to predict: numbers, and labels of which a row may have several. */
class SeveralTargetsTest {

  private final Path folder;

  SeveralTargetsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** a, sum, id, b, difference: in units that are far apart, one of them far from 0. */
  private static List<String> sums() {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 150; row++) {
      int a = row % 13;
      int b = row * 7 % 11;
      lines.add(
          a + "," + (a + b) + ",id" + row + "," + b + "," + (1_700_000_000.5 + 1e-3 * (a - b)));
    }
    return lines;
  }

  @Test
  void numbersInTheirOwnUnits() throws IOException {
    String header = "a,sum,id,b,difference";
    String data = Tables.write(folder, "sums.csv", Tables.withHeader(header, sums()));
    JsonObject report =
        train(
            data,
            "--target",
            "difference,sum",
            "--ignore",
            "id",
            "--metric",
            "r2:difference,mae:1");
    assertThat(report.number("test_r2:difference")).isBetween(0.9, 1.0);
    assertThat(report.number("validation_mae:1")).isBetween(0.0, 1.0);
    assertThat(report.string("task")).isEqualTo("regression");
    assertThat(report.number("test_r2")).isGreaterThan(0.95);
    List<String> predictions = predict(data);
    assertThat(predictions.get(0)).isEqualTo("prediction_difference,prediction_sum");
    String[] fifth = predictions.get(5).split(",", -1); // a = 4, b = 28 % 11 = 6
    assertThat(Double.parseDouble(fifth[0])).isBetween(1_700_000_000.49, 1_700_000_000.51);
    assertThat(Double.parseDouble(fifth[1])).isBetween(9.0, 11.0);
    String[] evaluate = {"evaluate", "--model", model(), "--data", data, "--metric", "mae:sum"};
    assertThat(Cli.succeed(evaluate)).contains("150", "mae:sum");
    evaluate[6] = "mae:product";
    assertThat(Cli.run(evaluate).err())
        .contains(
            "mae: the targets [2] have no column 'product', expected one of [difference, sum]");

    List<String> bare = new ArrayList<>(List.of("b,a"));
    sums().forEach(line -> bare.add(line.split(",", -1)[3] + "," + line.split(",", -1)[0]));
    String without = Tables.write(folder, "bare.csv", bare);
    assertThat(predict(without)).isEqualTo(predictions);
    Cli.Result result = Cli.run("evaluate", "--model", model(), "--data", without);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("no target column 'difference', 'sum', expected all of them");
  }

  @Test
  void columnsByPosition() throws IOException {
    String data = Tables.write(folder, "sums.csv", sums());
    train(data, "--target", "4,1", "--ignore", "2", "--header", "no");
    List<String> predictions = predict(data);
    assertThat(predictions.get(0)).isEqualTo("prediction_column_4,prediction_column_1");
    List<String> bare = new ArrayList<>();
    for (String line : sums()) {
      String[] fields = line.split(",", -1);
      bare.add(fields[0] + "," + fields[2] + "," + fields[3]);
    }
    String without = Tables.write(folder, "bare.csv", bare);
    assertThat(predict(without)).isEqualTo(predictions);
  }

  @Test
  void labelsOfWhichARowMayHaveSeveral() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,y,right,top"));
    for (int row = 0; row < 200; row++) {
      double x = row % 14 - 6.5;
      double y = row * 3 % 17 - 8.3;
      lines.add(x + "," + y + "," + (x > 0 ? 1 : 0) + "," + (y > 0 ? "1.0" : "0"));
    }
    String data = Tables.write(folder, "corners.csv", lines);
    JsonObject report = train(data, "--labels", "right,top", "--epochs", "40");
    assertThat(report.string("task")).isEqualTo("multi_label");
    assertThat(report.number("test_loss")).isLessThan(0.3);
    List<String> predictions = predict(data);
    assertThat(predictions.get(0))
        .isEqualTo("label_right,label_top,probability_right,probability_top");
    int right = 0;
    for (int row = 1; row < lines.size(); row++) {
      String[] truth = lines.get(row).split(",", -1);
      String expected = truth[2] + "," + truth[3].charAt(0) + ",";
      right += predictions.get(row).startsWith(expected) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(185);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", data)).contains("200");
    assertThat(Cli.succeed("summary", "--model", model())).contains("dense");
  }

  @Test
  void whatDoesNotFit() throws IOException {
    List<String> rows = List.of("a,b,c", "1,0,1", "2,1,0", "3,0,2", "4,1,1", "5,0,0", "6,1,1");
    String data = Tables.write(folder, "t.csv", rows);
    assertThat(fail("--data", data, "--labels", "b,c"))
        .contains("line 4, column 'c' (index 2): '2', expected 0 or 1 for a label");
    assertThat(fail("--data", data, "--labels", "b", "--target", "c"))
        .contains("--labels: both --labels and --target name the columns to predict");
    assertThat(fail("--data", data, "--labels", "b", "--task", "regression"))
        .contains("--labels with --task regression, expected --task multi_label");
    assertThat(fail("--data", data, "--target", "b,c", "--task", "classification"))
        .contains(", expected one column; use --labels for several columns");
    assertThat(fail("--data", data, "--target", "b,b"))
        .contains("column 'b' is specified twice, as the target");
    assertThat(fail("--data", data, "--target", "a,b,c"))
        .contains("every column is ignored or a target, expected at least one feature");
    assertThat(fail("--data", data, "--labels", "b", "--loss", "mse"))
        .contains("--loss", "'mse'", "bce_with_logits");
  }

  private String fail(String... arguments) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(arguments));
    Cli.Result result = Cli.run(all.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    return result.err();
  }

  private String model() {
    return folder.resolve("model").toString();
  }

  private JsonObject train(String data, String... more) throws IOException {
    Path report = folder.resolve("report.json");
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--data", data, "--batch", "16", "--layers", "16", "--out", model()));
    arguments.addAll(List.of("--learning-rate", "0.01", "--report-json", report.toString()));
    arguments.addAll(List.of(more));
    Cli.succeed(arguments.toArray(String[]::new));
    return (JsonObject) JsonFiles.read(report, 1 << 16);
  }

  private List<String> predict(String data) throws IOException {
    Path file = folder.resolve("predictions.csv");
    Cli.succeed("predict", "--model", model(), "--data", data, "--out", "" + file);
    return Files.readAllLines(file);
  }
}
