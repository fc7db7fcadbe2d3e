package dev.cotangent.integration.bits;

import dev.cotangent.cli.Main;
import dev.cotangent.core.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files and output of commands: models, predictions, pictures and tables. */
final class CommandCases {

  private static final List<String> TOWNS = List.of("Zürich", "Köln", "a,b");
  private static final List<String> GRAPHS = List.of("sigmoid", "softmax", "mlp");

  private CommandCases() {}

  static List<BitsCase> all() {
    return List.of(
        BitsCase.of("commands on a table of classes", in(CommandCases::classes)),
        BitsCase.of("commands on a table of numbers", in(CommandCases::numbers)),
        BitsCase.of("command for graphs", in(CommandCases::graphs)));
  }

  /** A command that uses a folder. */
  @FunctionalInterface
  private interface InFolder {
    void run(Path folder, Bits bits) throws Exception;
  }

  private static BitsCase.Plain in(InFolder use) {
    return bits -> Folders.temporary(folder -> use.run(folder, bits));
  }

  private static void classes(Path folder, Bits bits) throws Exception {
    Path table = folder.resolve("table.csv");
    Files.write(table, table(true));
    trainAndPredict(
        folder, bits, table, "--one-hot=town", "--dropout=0.1", "--optimizer=adamw", "--clip=1");
  }

  private static void numbers(Path folder, Bits bits) throws Exception {
    Path table = folder.resolve("table.csv");
    Files.write(table, table(false));
    trainAndPredict(folder, bits, table, "--ordinal=town", "--schedule=cosine", "--loss=huber");
  }

  private static void trainAndPredict(Path folder, Bits bits, Path table, String... options)
      throws Exception {
    String data = "--data=csv:" + table;
    String run = folder.resolve("run").toString();
    List<String> train =
        new ArrayList<>(List.of("train", data, "--epochs=2", "--layers=9,7", "--out=" + run));
    train.addAll(List.of(options));
    command(train.toArray(String[]::new));
    command("train", "--resume=" + run, "--epochs=4", "--extend");
    Folders.add(Path.of(run), bits);
    Path answers = folder.resolve("answers.csv");
    command("predict", "--model=" + run, data, "--out=" + answers);
    bits.add(Files.readAllBytes(answers));
    command("evaluate", "--model=" + run, data).lines().forEach(bits::add);
    command("summary", "--model=" + run).lines().forEach(bits::add);
  }

  private static void graphs(Path folder, Bits bits) throws Exception {
    for (String example : GRAPHS) {
      for (String suffix : List.of(".svg", ".dot")) {
        Path picture = folder.resolve(example + suffix);
        command("graph", "--example=" + example, "--out=" + picture);
        bits.add(Files.readAllBytes(picture));
      }
    }
  }

  /** A column of categories, two of numbers, and a target made of them. */
  private static List<String> table(boolean classes) {
    RandomStream random = RandomStream.of(21, "table");
    List<String> lines = new ArrayList<>(List.of("town,größe,x,target"));
    for (int row = 0; row < 90; row++) {
      int town = random.below(TOWNS.size(), row);
      double a = 100 * random.normal(2L * row);
      double b = random.normal(2L * row + 1);
      String target = classes ? (b > 0 ? "süß" : "bitter") : "" + (a + 50 * b + 30 * town);
      lines.add("\"" + TOWNS.get(town) + "\"," + a + "," + b + "," + target);
    }
    return lines;
  }

  /** Runs a command, which must succeed, and returns what it prints. */
  static String command(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(arguments, stream(out), stream(err));
    if (code != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + err);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
