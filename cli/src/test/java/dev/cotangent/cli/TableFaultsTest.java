package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that were read wrongly in silence. */
class TableFaultsTest {

  private final Path folder;

  TableFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"years_classes.csv", "years_regression.csv", "question_mark_first.csv"})
  void aFirstRowThatMightBeEitherIsAskedAbout(String name) throws IOException {
    Cli.Result result = Cli.run("train", "--data", sample(name), "--epochs", "1");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("line 1", "--header yes or --header no");
  }

  @Test
  void yearsAreNamesIfToldSo() throws IOException {
    JsonObject report =
        train(sample("years_regression.csv"), "--header", "yes", "--learning-rate", "0.01");
    assertThat(report.number("test_r2")).isGreaterThan(0.3);
    JsonObject classes = train(sample("years_classes.csv"), "--header", "yes");
    assertThat(classes.integer("train_samples")).isEqualTo(42);
    Cli.Result result =
        Cli.run("train", "--data", sample("question_mark_first.csv"), "--header", "no");
    assertThat(result.err()).contains("line 1, column 1: '?', expected a finite number");
  }

  @Test
  void codesKeepTheirZeros() throws IOException {
    train(sample("codes.csv"), "--target", "code");
    List<String> predictions = predict(sample("codes.csv"));
    assertThat(predictions.get(0))
        .isEqualTo("label,probability_007,probability_08,probability_0010");
    assertThat(List.of("007", "08", "0010")).containsAll(labels(predictions));
    String spellings =
        Tables.write(
            folder, "s.csv", Tables.withHeader("x,y,k", Tables.corners(90, "01", "1", "001")));
    train(spellings);
    assertThat(predict(spellings).get(0))
        .isEqualTo("label,probability_001,probability_01,probability_1");
  }

  @Test
  void longIdsStayTwo() throws IOException {
    train(sample("long_ids.csv"), "--target", "id");
    assertThat(predict(sample("long_ids.csv")).get(0))
        .contains("probability_12345678901234567890", "probability_12345678901234567891");
  }

  @Test
  void unixTimesAreScaledInDouble() throws IOException {
    JsonObject report = train(sample("unix_time.csv"), "--learning-rate", "0.01");
    assertThat(report.number("test_accuracy")).isGreaterThan(0.95);
    assertThat(labels(predict(sample("unix_time.csv")))).contains("early", "late");
  }

  @Test
  void unixTimesAsTargetsKeepTheirSeconds() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,time"));
    for (int i = 0; i < 200; i++) {
      lines.add(i % 100 + "," + (1_700_000_000L + i % 100));
    }
    String data = Tables.write(folder, "times.csv", lines);
    JsonObject report = train(data, "--task", "regression", "--epochs", "60");
    assertThat(report.number("test_r2")).isGreaterThan(0.9);
    List<Double> predicted = labels(predict(data)).stream().map(Double::parseDouble).toList();
    assertThat(predicted.get(99) - predicted.get(0)).isBetween(80.0, 110.0);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", data)).contains("r2");
  }

  @Test
  void predictionNeedsNoTarget() throws IOException {
    String data =
        Tables.write(folder, "t.csv", Tables.withHeader("x,y,k", Tables.corners(60, "a", "b")));
    train(data);
    String open = Tables.write(folder, "o.csv", List.of("x,y,k", "1,2,", "3,4,?"));
    assertThat(predict(open)).hasSize(3);
    Cli.Result result = Cli.run("evaluate", "--model", model(), "--data", open);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("line 2, column 'k' (index 2): an empty field");
  }

  @Test
  void columnsThatAreIgnored() throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,\"size, m2\",y,when,k"));
    List<String> corners = Tables.corners(60, "a", "b");
    for (int i = 0; i < corners.size(); i++) {
      String[] f = corners.get(i).split(",", -1);
      lines.add("r" + i + "," + f[0] + "," + f[1] + ",2020-01-01," + f[2]);
    }
    String data = Tables.write(folder, "ids.csv", lines);
    train(data, "--target", "k", "--ignore", "id,when");
    assertThat(labels(predict(data))).contains("a", "b");
    String bare = Tables.write(folder, "bare.csv", List.of("y,\"size, m2\"", "1,2"));
    assertThat(predict(bare)).hasSize(2);
    String more = Tables.write(folder, "more.csv", List.of("note,y,\"size, m2\"", "x,1,2"));
    Cli.Result result = predicting(more);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("the model does not know 'note'", "--ignore");
    assertThat(predicting(more, "--ignore", "note").code()).isZero();
    train(data, "--target", "k", "--ignore", "size, m2", "--ignore", "0", "--ignore", "when");
    assertThat(predict(data)).hasSize(61);
  }

  @Test
  void aModelWithNamesTakesNoOthers() throws IOException {
    String data =
        Tables.write(folder, "n.csv", Tables.withHeader("x,y,k", Tables.corners(60, "a", "b")));
    train(data);
    String others = Tables.write(folder, "others.csv", List.of("u,v", "1,2"));
    Cli.Result result = predicting(others);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'x', 'y' are missing", "does not know 'u', 'v'");
    String none = Tables.write(folder, "none.csv", List.of("1,2", "3,4"));
    assertThat(predicting(none).err()).contains("--header no");
    assertThat(predicting(none, "--header", "no").code()).isZero();
    assertThat(Files.readAllLines(folder.resolve("p.csv"))).hasSize(3);
  }

  @Test
  void whatIsNoNumberIsNotPredicted() throws IOException {
    String data =
        Tables.write(folder, "f.csv", Tables.withHeader("x,y,k", Tables.corners(60, "a", "b")));
    train(data, "--normalize", "none");
    weights(weight -> weight * 1000);
    String large = Tables.write(folder, "large.csv", List.of("x,y", "1,2", "3e38,3e38"));
    Cli.Result overflow = predicting(large);
    assertThat(overflow.code()).isNotZero();
    assertThat(overflow.err()).hasLineCount(1).contains("large.csv, line 3", "too large");
    assertThat(folder.resolve("p.csv")).doesNotExist();
    weights(weight -> Float.NaN);
    Cli.Result broken = predicting(data);
    assertThat(broken.code()).isNotZero();
    assertThat(broken.err())
        .contains("f.csv, line 2", "predicts NaN for the class 'a'", "weight' holds NaN");
    assertThat(folder.resolve("p.csv")).doesNotExist();
  }

  @Test
  void labelsThatASpreadsheetWouldRun() throws IOException {
    String data =
        Tables.write(
            folder, "=.csv", Tables.withHeader("x,y,k", Tables.corners(90, "=1+1", "-2", "@x")));
    train(data);
    assertThat(labels(predict(data))).containsOnly("'=1+1", "-2", "'@x");
  }

  @Test
  void gzipByItsBytes() throws IOException {
    Path file = folder.resolve("x.CSV.GZ");
    List<String> lines = Tables.withHeader("x,y,k", Tables.corners(90, "a", "b", "c"));
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(train("csv:" + file).integer("train_samples")).isEqualTo(63);
  }

  private void weights(UnaryOperator<Float> change) throws IOException {
    Path file = folder.resolve("model").resolve(Outputs.MODEL_FILE);
    try (Registry registry = Registry.standard()) {
      Model model = Model.load(file, registry);
      var weight = model.parameters().get(0);
      float[] values = model.store().read(weight);
      for (int i = 0; i < values.length; i++) {
        values[i] = change.apply(values[i]);
      }
      model.store().write(weight, values);
      model.save(file);
    }
  }

  private String sample(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = TableFaultsTest.class.getResourceAsStream(name)) {
        Files.copy(in, file);
      }
    }
    return "csv:" + file;
  }

  private String model() {
    return folder.resolve("model").toString();
  }

  private JsonObject train(String data, String... more) throws IOException {
    Path report = folder.resolve("report.json");
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", data, "--out", model(), "--report-json"));
    arguments.add(report.toString());
    if (!List.of(more).contains("--epochs")) {
      arguments.addAll(List.of("--epochs", "20"));
    }
    if (!List.of(more).contains("--layers")) {
      arguments.addAll(List.of("--layers", "16"));
    }
    arguments.addAll(List.of("--batch", "16"));
    arguments.addAll(List.of(more));
    Cli.succeed(arguments.toArray(String[]::new));
    return (JsonObject) JsonFiles.read(report, 1 << 16);
  }

  private Cli.Result predicting(String data, String... more) {
    List<String> arguments = new ArrayList<>(List.of("predict", "--model", model()));
    arguments.addAll(List.of("--data", data, "--out", folder.resolve("p.csv").toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private List<String> predict(String data) throws IOException {
    Cli.Result result = predicting(data);
    assertThat(result.err()).isEmpty();
    return Files.readAllLines(folder.resolve("p.csv"));
  }

  private static List<String> labels(List<String> predictions) {
    return predictions.stream().skip(1).map(line -> line.replaceAll(",.*", "")).toList();
  }
}
