package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.training.table.TablePredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of a table that feed the named inputs of a network of one's own. */
class NamedInputsTest {

  private static final List<String> TOWNS = List.of("Ulm", "Bonn", "Kiel");

  private final Path folder;

  NamedInputsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** age, town, id, income, price: the price follows from all but the id. */
  private static List<String> rows() {
    List<String> lines = new ArrayList<>(List.of("age,town,id,income,price,dear"));
    for (int row = 0; row < 180; row++) {
      int age = 20 + row % 13;
      int income = 1000 + 100 * (row * 7 % 11);
      int town = row * 5 % 3;
      int price = 3 * age + income / 100 + 40 * town;
      lines.add(
          String.join(
              ",",
              "" + age,
              TOWNS.get(town),
              "id" + row,
              "" + income,
              "" + price,
              price > 130 ? "yes" : "no"));
    }
    return lines;
  }

  private String table() throws IOException {
    return Tables.write(folder, "people.csv", rows());
  }

  private static Graph towers(int outputs) {
    return Graph.of(
        g -> {
          GraphNode numbers = g.apply("person", Dense.of(8), g.input("numbers"));
          GraphNode town = g.apply("place", Embedding.of(4, 3), g.input("town"));
          GraphNode both = g.apply("meet", Concat.last(), numbers, town);
          GraphNode hidden = g.apply("bend", Activate.with("tanh"), both);
          g.output("y", g.apply("head", Dense.of(outputs), hidden));
        });
  }

  private String spec(int outputs) throws IOException {
    Path file = folder.resolve("towers.json");
    SpecJson.write(file, towers(outputs));
    return file.toString();
  }

  private String model() {
    return folder.resolve("model").toString();
  }

  private JsonObject train(String... more) throws IOException {
    Path report = folder.resolve("report.json");
    List<String> all = new ArrayList<>(List.of("train", "--data", table(), "--out", model()));
    all.addAll(List.of("--batch", "16", "--learning-rate", "0.02", "--report-json", "" + report));
    all.addAll(List.of(more));
    Cli.succeed(all.toArray(String[]::new));
    return (JsonObject) JsonFiles.read(report, 1 << 16);
  }

  private List<String> predict(String data) throws IOException {
    Path file = folder.resolve("predictions.csv");
    Cli.succeed("predict", "--model", model(), "--data", data, "--out", "" + file);
    return Files.readAllLines(file);
  }

  @Test
  void aNetworkOfTwoInputsGoesAllTheWay() throws IOException {
    JsonObject report =
        train(
            "--target",
            "price",
            "--ignore",
            "id,dear",
            "--embedding",
            "town",
            "--spec",
            spec(1),
            "--input",
            "numbers=income,age");
    assertThat(report.number("test_r2")).isGreaterThan(0.95);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", table())).contains("180");
    assertThat(
            Cli.succeed("summary", "--model", model())
                .lines()
                .map(line -> line.replaceAll("\\s+", " ")))
        .containsSubsequence(
            "samples numbers F32[2], town I32[]",
            "path layer takes output parameters states",
            "0.scale-numbers normalize (zscore) numbers [2] 0 4",
            "1.person dense numbers [8] 24 0",
            "1.place embedding town [3] 12 0",
            "1.meet concat person, place [11] 0 0",
            "1.head dense bend [1] 12 0",
            "2 normalize (zscore) [1] 0 2",
            "total [1] 48 6");
    String fresh = // columns in another order, without the target
        Tables.write(folder, "new.csv", List.of("income,town,age", "1400,Kiel,23", "1000,Ulm,31"));
    List<String> predictions = predict(fresh);
    assertThat(predictions).hasSize(3);

    Model loaded = Model.load(Path.of(model(), "model.safetensors"), Registry.standard());
    assertThat(loaded.inputs().toString()).isEqualTo("numbers F32[2], town I32[]");
    TablePredictor predictor = TablePredictor.of(loaded);
    double price =
        predictor.row().set("age", 23).set("town", "Kiel").set("income", 1400).predict().number();
    assertThat(Decimals.of((float) price)).isEqualTo(predictions.get(1));
    assertThat(price).isBetween(153.0, 173.0);

    String strange = Tables.write(folder, "odd.csv", List.of("income,town,age", "1,Rome,3"));
    Cli.Result refused =
        Cli.run("predict", "--model", model(), "--data", strange, "--out", folder + "/x.csv");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("line 2, column 'town' (index 1): 'Rome' does not occur");
  }

  @Test
  void aClassifierHasItsConfusionMatrixAndAResumeTheSameBits() throws IOException {
    List<String> options =
        List.of(
            "--target",
            "dear",
            "--ignore",
            "id,price",
            "--embedding",
            "town",
            "--spec",
            spec(2),
            "--input",
            "numbers=age,income",
            "--unknown",
            "ignore");
    List<String> six = new ArrayList<>(options);
    six.addAll(List.of("--epochs", "6"));
    String whole = train(six.toArray(String[]::new)).string("parameters_sha256");
    List<String> two = new ArrayList<>(options);
    two.addAll(List.of("--epochs", "2"));
    train(two.toArray(String[]::new));
    String report = folder.resolve("resumed.json").toString();
    Cli.succeed("train", "--resume", model(), "--epochs", "6", "--report-json", report);
    JsonObject resumed = (JsonObject) JsonFiles.read(Path.of(report), 1 << 16);
    assertThat(resumed.string("parameters_sha256")).isEqualTo(whole);
    assertThat(Path.of(model(), "confusion.svg")).exists();
    assertThat(Path.of(model(), "regions.svg")).doesNotExist();
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", table()))
        .contains("yes", "recall");
    String strange = Tables.write(folder, "odd.csv", List.of("income,town,age", "1,Rome,3"));
    assertThat(predict(strange)).hasSize(2);
  }

  @Test
  void oneInputHasAllColumnsAndInputsHaveThoseOfTheirNames() throws IOException {
    Path one = folder.resolve("one.json");
    SpecJson.write(one, Dense.of(1));
    train("--target", "price", "--ignore", "id,dear,town", "--spec", "" + one, "--epochs", "1");
    assertThat(predict(table())).hasSize(181);
    Path two = folder.resolve("two.json");
    SpecJson.write(two, pair(Dense.of(1), Dense.of(1)));
    train(
        "--target",
        "price",
        "--ignore",
        "id,dear,income",
        "--one-hot",
        "town",
        "--spec",
        "" + two,
        "--epochs",
        "1");
    assertThat(Cli.succeed("summary", "--model", model())).contains("age F32[1], town F32[3]");
    assertThat(predict(table())).hasSize(181);
  }

  @Test
  void categoriesAlone() throws IOException {
    Path file = folder.resolve("pair.json");
    SpecJson.write(file, pair(Embedding.of(14, 2), Embedding.of(4, 2)));
    JsonObject report =
        train(
            "--target",
            "price",
            "--ignore",
            "id,dear,income",
            "--embedding",
            "age,town",
            "--spec",
            "" + file,
            "--epochs",
            "40");
    assertThat(report.number("test_r2")).isGreaterThan(0.8);
    assertThat(Cli.succeed("evaluate", "--model", model(), "--data", table())).contains("180");
    assertThat(predict(table())).hasSize(181);
  }

  /** Age and town, each in a layer of its own. */
  private static Graph pair(LayerSpec age, LayerSpec town) {
    return Graph.of(
        g -> {
          GraphNode left = g.apply("left", age, g.input("age"));
          GraphNode right = g.apply("right", town, g.input("town"));
          g.output("y", g.apply("y", Dense.of(1), g.apply(Concat.last(), left, right)));
        });
  }

  @Test
  void whatDoesNotFitNamesInputAndColumn() throws IOException {
    List<String> known =
        List.of(
            "--target", "price", "--ignore", "id,dear", "--embedding", "town", "--spec", spec(1));
    assertThat(fail(known))
        .contains("input 'numbers': there is no column of that name, expected one of age, town")
        .contains("--input numbers=COLUMN (withInput) feeds it from other columns");
    assertThat(fail(known, "--input", "number=age"))
        .contains("--input: 'number', expected one of numbers, town", "did you mean 'numbers'?");
    assertThat(fail(known, "--input", "numbers=age,incom"))
        .contains("there is no 'numbers' input column 'incom'", "did you mean 'income'?");
    assertThat(fail(known, "--input", "numbers=age"))
        .contains("column 'income' (index 3) feeds none of the inputs numbers, town", "--ignore");
    assertThat(fail(known, "--input", "numbers=age,income,price"))
        .contains("input 'numbers': column 'price' (index 4) is the target, expected a feature");
    assertThat(fail(known, "--input", "numbers=age,income,town"))
        .contains("input 'numbers': column 'town' (index 1) is a category for an embedding (I32)");
    assertThat(fail(known, "--input", "numbers=age,income,age"))
        .contains("input 'numbers': column 'age' (index 0) is listed twice");
    assertThat(fail(known, "--input", "numbers"))
        .contains("--input: 'numbers', expected NAME=COLUMN or NAME=COLUMN,COLUMN");
    assertThat(fail(known, "--input", "numbers=age", "--input", "numbers=income"))
        .contains("'numbers=income', expected each input once");
    Path few = folder.resolve("few.json");
    SpecJson.write(few, pair(Dense.of(1), Embedding.of(3, 2)));
    assertThat(
            fail(
                List.of("--target", "price", "--ignore", "id,dear,income"),
                "--embedding",
                "town",
                "--spec",
                "" + few))
        .contains("--spec: embedding 'right' has 3 rows, expected 4 for input 'town'")
        .contains("column 'town' has 3 categories, and row 0 is for unknown ones");
    assertThat(fail(known, "--layers", "8"))
        .contains("--layers: --spec already defines the layers");
    assertThat(fail(List.of("--target", "price"), "--input", "a=age"))
        .contains("--input: expected --spec FILE, the network");
    assertThat(fail(List.of("--target", "price", "--spec", folder + "/none.json")))
        .contains("--spec: there is no file");
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"type\": \"dens\"}");
    assertThat(fail(List.of("--target", "price", "--spec", "" + wrong)))
        .contains("--spec: " + wrong, "dens", "did you mean 'dense'?");
  }

  private String fail(List<String> known, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("train", "--data", table()));
    all.addAll(known);
    all.addAll(List.of(more));
    Cli.Result result = Cli.run(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    return result.err();
  }
}
