package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input: one line that says what, where and what was expected; exit code 2; no file. */
class WrongInputTest {

  private final Path folder;

  WrongInputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        arguments("--activation wibble", "--activation: 'wibble', expected one of"),
        arguments("--optimizer wibble", "--optimizer: 'wibble', expected one of"),
        arguments("--schedule wibble", "--schedule: 'wibble', expected one of"),
        arguments("--normalize wibble", "--normalize: 'wibble', expected one of zscore"),
        arguments("--task wibble", "'wibble', expected classification, regression or multi_label"),
        arguments("--epochs -3", "--epochs: -3, expected a whole number of at least 1"),
        arguments("--epochs 0", "--epochs: 0"),
        arguments("--epochs many", "--epochs"),
        arguments("--batch 0", "--batch: 0"),
        arguments("--shards 0", "--shards: 0, expected a whole number from 1 to 65536"),
        arguments("--shards 4 --accumulate 2", "--accumulate and --shards: 2 and 4, expected one"),
        arguments("--learning-rate NaN", "--learning-rate: NaN, expected a finite number above 0"),
        arguments("--learning-rate -1", "--learning-rate: -1.0"),
        arguments("--learning-rate Infinity", "--learning-rate: Infinity"),
        arguments("--learning-rate fast", "--learning-rate"),
        arguments("--dropout 1", "--dropout: 1.0, expected a number from 0 to below 1"),
        arguments("--dropout NaN", "--dropout: NaN"),
        arguments("--clip 0", "--clip: 0.0"),
        arguments("--step-limit 0", "--step-limit: 0.0"),
        arguments("--test 1.5", "--test: 1.5"),
        arguments("--test NaN", "--test: NaN"),
        arguments("--validation -0.1", "--validation: -0.1"),
        arguments("--test 0.6 --validation 0.5", "a sum below 1"),
        arguments("--workers 0", "--workers: 0, expected a whole number from 1 to 4096"),
        arguments("--layers 12,,3", "--layers: '12,,3', expected whole numbers"),
        arguments("--layers -5", "--layers: '-5'"),
        arguments("--layers big", "--layers: 'big'"),
        arguments("--seed x", "--seed"),
        arguments("--wibble 3", "--wibble"),
        arguments("--target 65", "no target column 65, expected an index from 0 to 64"),
        arguments("--target -1", "no target column -1"),
        arguments("--target wibble", "no target column 'wibble'"),
        arguments("--plugins nowhere", "nowhere"),
        arguments(
            "--data builtin:wibble",
            "unknown data set 'builtin:wibble', expected one of blobs, digits, iris, moons,"
                + " spirals"),
        arguments("--data csv:", "no name in 'csv:', expected csv:FILE"),
        arguments("--data idx:", "no name in 'idx:', expected idx:DIR"),
        arguments("--data idx:nowhere/at/all", "there is no directory nowhere/at/all with IDX"),
        arguments("--data builtin:moons --target 0", "expected the last column as target"),
        arguments("--data builtin:iris --one-hot colour", "no categorical column 'colour'"),
        arguments("--data builtin:iris --ordinal species", "as the target and as a category"),
        arguments("--unknown wibble", "--unknown: 'wibble', expected one of error, ignore"),
        arguments("--data csv:nowhere.csv", "there is no data file nowhere.csv"),
        arguments("--data nowhere.csv", "there is no data file nowhere.csv"));
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  void ofAnOption(String options, String expected) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    arguments.add(0, "train");
    if (!arguments.contains("--data")) {
      arguments.addAll(List.of("--data", "builtin:digits"));
    }
    assertWrong(expected, arguments);
  }

  static Stream<Arguments> wrongTables() {
    return Stream.of(
        arguments("1,2,a\n1,x,b\n", "line 2, column 1: 'x', expected a finite number"),
        arguments("u,v,t\n1,2,a\n1,x,b\n", "line 3, column 'v' (index 1): 'x', expected a finite"),
        arguments("1,2,a\n1,,b\n", "line 2, column 1: an empty field"),
        arguments("1,2,a\n1,NaN,b\n", "line 2, column 1: 'NaN'"),
        arguments("1,2,a\n1,1e99,b\n", "line 2, column 1: '1e99'"),
        arguments("1,2,a\n1,b\n", "line 2: 2 fields, expected 3"),
        arguments("1,2,a\n1,2,3,b\n", "line 2: 4 fields, expected 3"),
        arguments("1,2,a\n\n1,2,b\n", "line 2: an empty line"),
        arguments("1,2,a\n1,2,\n", "line 2, column 2: an empty field, expected the target"),
        arguments("u,v,t\n1,2,a\n1,\"2,b\n", "line 3, column 1: an unclosed quote"),
        arguments("1,2,a\n1,2,a\n", "every row has the class 'a'"),
        arguments("u,u,t\n1,2,a\n", "a second column 'u'"),
        arguments("u,,t\n1,2,a\n", "line 1, column 1: no name"),
        arguments("u,v,t\n", "no rows of data, expected at least one"),
        arguments("", "the file is empty, expected at least two rows of data"),
        arguments("1\n2\n", "one column, expected at least two"),
        arguments("1,2,a\n1,3,b\n1,3,a\n1,2,b\n", "would be empty"),
        arguments("1,2,a\n1,3,b\n", "line 1: the first row could be a header or a sample"));
  }

  @ParameterizedTest
  @MethodSource("wrongTables")
  void ofATable(String content, String expected) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), content);
    assertWrong(expected, List.of("train", "--data", "csv:" + data));
  }

  @Test
  void ofAModel() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, Tables.corners(30, "a", "b", "c"));
    Path model = folder.resolve("m");
    Cli.succeed("train", "--data", "" + file, "--epochs", "1", "--out", "" + model);
    String wide = "" + Files.writeString(folder.resolve("wide.csv"), "1,2,3,4,5\n");
    String other = "" + Files.writeString(folder.resolve("other.csv"), "1,2,z\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("model.safetensors"), "no model at all");

    List<String> evaluate = List.of("evaluate", "--data", "" + file, "--model");
    assertWrong("there is no directory nowhere", with(evaluate, "nowhere"));
    assertWrong(
        "is not a model directory, expected a file model.safetensors", with(evaluate, "" + empty));
    assertWrong("model.safetensors, offset", with(evaluate, "" + broken));
    List<String> known = List.of("evaluate", "--model", "" + model, "--data");
    assertWrong("5 columns, but the model has 2 features", with(known, wide));
    assertWrong("unknown class 'z', expected one of a, b, c", with(known, other));
    List<String> predict = List.of("predict", "--model", "" + model, "--data", "" + file, "--out");
    assertWrong("there is no directory", with(predict, "" + folder.resolve("no/p.csv")));
    assertWrong("is a directory, expected a file", with(predict, "" + folder));
  }

  private static List<String> with(List<String> arguments, String last) {
    List<String> all = new ArrayList<>(arguments);
    all.add(last);
    return all;
  }

  @Test
  void ofAPlaceToWriteTo() throws IOException {
    List<String> train = List.of("train", "--data", "builtin:digits");
    Path file = Files.createFile(folder.resolve("file"));
    for (List<String> wrong :
        List.of(
            List.of("--out", folder.resolve("no/model").toString()),
            List.of("--out", file.toString()),
            List.of("--report-json", folder.resolve("no/report.json").toString()),
            List.of("--report-json", folder.toString()))) {
      assertWrong(wrong.get(0) + ": ", with(with(train, wrong.get(0)), wrong.get(1)));
    }
  }

  @Test
  void ofTheCommand() throws IOException {
    assertWrong("no command, expected one of train", List.of());
    assertWrong("wibble", List.of("wibble"));
    assertWrong("--data", List.of("train"));
  }

  /** Runs a command, with outputs wherever it does not name its own. */
  private void assertWrong(String expected, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    boolean train = arguments.contains("train");
    for (String option : train ? List.of("--out", "--report-json") : List.<String>of()) {
      if (!all.contains(option)) {
        all.addAll(List.of(option, folder.resolve("written" + option).toString()));
      }
    }
    List<Path> before = files();
    Cli.Result result = Cli.run(all.toArray(String[]::new));
    assertThat(result.err()).hasLineCount(1).startsWith("cotangent: ").contains(expected);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
