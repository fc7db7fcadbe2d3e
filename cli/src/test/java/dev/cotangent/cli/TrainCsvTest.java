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

class TrainCsvTest {

  private final Path folder;

  TrainCsvTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void textLabelsWithHeader() throws IOException {
    List<String> lines = Tables.corners(300, "red", "green", "blue");
    String data = Tables.write(folder, "corners.csv", Tables.withHeader("x,y,colour", lines));
    JsonObject report = train(data, "--target", "colour");
    assertThat(report.string("task")).isEqualTo("classification");
    assertThat(report.integer("test_samples")).isEqualTo(60);
    assertThat(report.number("test_accuracy")).isGreaterThan(0.9);

    List<String> predictions = predict(data);
    assertThat(predictions.get(0))
        .isEqualTo("label,probability_blue,probability_green,probability_red");
    assertThat(hits(predictions, "red", "green", "blue")).isGreaterThan(270);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", data)).contains("300");
  }

  @Test
  void columnsWithNamesMayComeInAnyOrderAndWithoutTheTarget() throws IOException {
    List<String> lines = Tables.corners(90, "a", "b", "c");
    String data = Tables.write(folder, "all.csv", Tables.withHeader("x,y,t", lines));
    train(data);
    List<String> swapped =
        lines.stream().map(line -> line.split(",")).map(f -> f[1] + "," + f[0]).toList();
    String other = Tables.write(folder, "swapped.csv", Tables.withHeader("y,x", swapped));
    assertThat(predict(other)).isEqualTo(predict(data));
  }

  @Test
  void numbersAsLabelsWithoutHeaderSortAsNumbers() throws IOException {
    List<String> lines = Tables.corners(200, "10", "9", "-1.0");
    String data = Tables.write(folder, "numbers.csv", lines);
    assertThat(train(data, "--target", "2").string("task")).isEqualTo("classification");
    List<String> predictions = predict(data);
    assertThat(predictions.get(0)).isEqualTo("label,probability_-1.0,probability_9,probability_10");
    assertThat(predictions).hasSize(201);
  }

  @Test
  void predictionNeedsNoTargetColumn() throws IOException {
    List<String> lines = Tables.corners(90, "a", "b", "c");
    String data = Tables.write(folder, "with.csv", lines);
    train(data);
    List<String> bare = lines.stream().map(line -> line.substring(0, line.length() - 2)).toList();
    String without = Tables.write(folder, "without.csv", bare);
    assertThat(predict(without)).isEqualTo(predict(data));
    Cli.Result result = Cli.run("evaluate", "--model", model(), "--data", without);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("no target column", "column_2");
  }

  @Test
  void regressionInItsOwnUnits() throws IOException {
    String data = Tables.write(folder, "plane.csv", Tables.withHeader("a,b,y", Tables.plane(500)));
    JsonObject report = train(data, "--layers", "16", "--learning-rate", "0.01", "--epochs", "60");
    assertThat(report.string("task")).isEqualTo("regression");
    assertThat(report.number("test_r2")).isGreaterThan(0.98);
    assertThat(report.number("test_rmse")).isLessThan(8);
    List<String> predictions = predict(data);
    assertThat(predictions).hasSize(501).startsWith("prediction");
    assertThat(Double.parseDouble(predictions.get(1))).isBetween(700.0, 1300.0);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", data)).contains("rmse", "r2");
  }

  @Test
  void categoriesBecomeTrainedVectorsBesideScaledNumbers() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> towns = List.of("Ulm", "Rom", "Linz", "Graz");
    for (int row = 0; row < 400; row++) {
      int town = row % towns.size();
      int rooms = 1 + row % 7;
      int height = row * 13 % 50;
      int price = 10 * town * town + 3 * rooms + height;
      lines.add(rooms + "," + towns.get(town) + "," + height + "," + price);
    }
    String data =
        Tables.write(folder, "towns.csv", Tables.withHeader("rooms,town,height,price", lines));
    JsonObject report =
        train(
            data,
            "--embedding",
            "town",
            "--embedding-size",
            "3",
            "--layers",
            "32",
            "--learning-rate",
            "0.01",
            "--epochs",
            "60",
            "--accumulate",
            "2",
            "--plateau",
            "8");
    assertThat(report.number("test_r2")).isGreaterThan(0.98);
    // four towns and one row for all others, three numbers each
    assertThat(report.integer("parameters")).isEqualTo(5 * 3 + (3 + 2) * 32 + 32 + 32 + 1);
    List<String> swapped = new ArrayList<>();
    lines.forEach(
        line -> {
          String[] f = line.split(",", -1);
          swapped.add(f[1] + "," + f[2] + "," + f[0]);
        });
    String other =
        Tables.write(folder, "swapped.csv", Tables.withHeader("town,height,rooms", swapped));
    assertThat(predict(other)).isEqualTo(predict(data));
  }

  @Test
  void aFewWholeNumbersCanBeARegressionToo() throws IOException {
    String data = Tables.write(folder, "three.csv", Tables.corners(120, "1", "2", "3"));
    assertThat(train(data, "--task", "regression").number("test_r2")).isLessThan(1);
    assertThat(predict(data).get(0)).isEqualTo("prediction");
  }

  @Test
  void categoriesTravelWithTheModel() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 120; row++) {
      String sky = List.of("rain", "sun", "fog").get(row % 3);
      lines.add(sky + "," + row % 5 + "," + (row % 3 == 1 ? "yes" : "no"));
    }
    String data = Tables.write(folder, "sky.csv", Tables.withHeader("sky,wind,play", lines));
    JsonObject report = train(data, "--target", "play", "--one-hot", "sky");
    assertThat(report.number("test_accuracy")).isEqualTo(1);
    String other = Tables.write(folder, "o.csv", List.of("wind,sky", "1,sun", "2,fog", "3,rain"));
    assertThat(predict(other).stream().map(line -> line.replaceAll(",.*", "")))
        .containsExactly("label", "yes", "no", "no");
    String snow = Tables.write(folder, "snow.csv", List.of("wind,sky", "1,snow"));
    String out = folder.resolve("p.csv").toString();
    Cli.Result result = Cli.run("predict", "--model", model(), "--data", snow, "--out", out);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("line 2, column 'sky' (index 1): 'snow' does not occur", "fog, rain, sun");
    train(data, "--target", "play", "--one-hot", "sky", "--unknown", "ignore");
    assertThat(predict(snow)).hasSize(2);
  }

  @Test
  void blankLinesAtTheEndAndAByteOrderMarkAreForgiven() throws IOException {
    List<String> lines = Tables.corners(60, "a", "b", "c");
    String text = "\uFEFFx,y,t\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    Path file = Files.writeString(folder.resolve("windows.csv"), text);
    assertThat(train("csv:" + file, "--target", "t").integer("train_samples")).isEqualTo(42);
  }

  private String model() {
    return folder.resolve("model").toString();
  }

  private JsonObject train(String data, String... more) throws IOException {
    Path report = folder.resolve("report.json");
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--data", data, "--epochs", "30", "--batch", "16", "--layers", "16"));
    arguments.addAll(
        List.of("--learning-rate", "0.01", "--out", model(), "--report-json", "" + report));
    for (int i = 0; i < more.length; i += 2) {
      int at = arguments.indexOf(more[i]);
      if (at >= 0) {
        arguments.set(at + 1, more[i + 1]);
      } else {
        arguments.addAll(List.of(more[i], more[i + 1]));
      }
    }
    Cli.succeed(arguments.toArray(String[]::new));
    return (JsonObject) JsonFiles.read(report, 1 << 16);
  }

  private List<String> predict(String data) throws IOException {
    Path file = folder.resolve("predictions.csv");
    Cli.succeed("predict", "--model", model(), "--data", data, "--out", "" + file);
    return Files.readAllLines(file);
  }

  private static long hits(List<String> predictions, String... names) {
    long hits = 0;
    for (int row = 1; row < predictions.size(); row++) {
      hits += predictions.get(row).startsWith(names[(row - 1) % names.length] + ",") ? 1 : 0;
    }
    return hits;
  }
}
