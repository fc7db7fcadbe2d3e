package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on does so with what the first part was told, and with its data. */
class ResumeTest {

  private final Path folder;
  private final Path run;
  private final String kept;

  ResumeTest(@TempDir Path folder) {
    this.folder = folder;
    this.run = folder.resolve("run");
    this.kept = run.toString();
  }

  private Checkpoint checkpoint() throws IOException {
    return Checkpoint.read(run.resolve(Outputs.CHECKPOINT_FILE));
  }

  /** The files of the run's directory, byte by byte. */
  private Map<String, List<Byte>> files() throws IOException {
    Map<String, List<Byte>> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        all.put(file.getFileName().toString(), bytes);
      }
    }
    return all;
  }

  @Test
  void aRunThatGoesOnEndsLikeALongerOne() throws IOException {
    Path report = folder.resolve("report.json");
    String[] eight = {"train", "--data", "builtin:iris", "--epochs", "8", "--dropout", "0.2"};
    String straight = sha256(Cli.succeed(eight));
    Cli.succeed(
        "train",
        "--data=builtin:iris",
        "--epochs=4",
        "--dropout=0.2",
        "--out",
        kept,
        "--checkpoint-every",
        "3");
    String resumed =
        Cli.succeed(
            "train",
            "--resume",
            kept,
            "--epochs",
            "8",
            "--workers",
            "1",
            "--report-json",
            report.toString());
    assertThat(resumed).contains("Epoch 5/8").doesNotContain("Epoch 4/8");
    assertThat(sha256(resumed)).isEqualTo(straight);
    JsonObject figures = Json.parseObject(Files.readString(report));
    assertThat(figures.integer("epochs")).isEqualTo(8);
    assertThat(figures.integer("steps")).isEqualTo(16);
    assertThat(Cli.succeed("train", "--resume", kept, "--epochs", "9")).contains("Epoch 9/9");
  }

  @Test
  void keepsItsOptionsForTheNextTime() throws IOException {
    String data = Tables.write(folder, "data.csv", Tables.corners(60, "a", "b", "c"));
    Path file = Path.of(data.substring("csv:".length()));
    String relative = "csv:" + Path.of("").toAbsolutePath().relativize(file);
    Cli.succeed(
        "train", "--data", relative, "--epochs", "1", "--out", kept, "--checkpoint-every", "2");
    Cli.succeed("train", "--resume", kept, "--epochs", "2");
    String arguments = "[\"--data=" + data + "\",\"--checkpoint-every=2\",\"--epochs=2\"]";
    assertThat(checkpoint().notes()).containsEntry("arguments", arguments);
    Cli.succeed("train", "--resume", kept, "--epochs", "3", "--checkpoint-every", "1");
    assertThat(checkpoint().notes().get("arguments"))
        .contains("--checkpoint-every=1", "--epochs=3")
        .doesNotContain("--checkpoint-every=2");
  }

  @Test
  void aRunThatIsDoneSaysSoAndWritesWhatIsMissing() throws IOException {
    String first = Cli.succeed("train", "--data=builtin:iris", "--epochs=2", "--out", kept);
    Map<String, List<Byte>> before = files();
    Files.delete(run.resolve(Outputs.MODEL_FILE));
    Files.delete(run.resolve("loss.svg"));
    String again = Cli.succeed("train", "--resume", kept);
    assertThat(again).contains("The run is complete: 2 of 2 epochs").doesNotContain("Epoch 2/2");
    assertThat(again).endsWith(first.substring(first.indexOf("samples        loss")));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aRunThatIsDoneReplacesFilesOfAnotherRun() throws IOException {
    Cli.succeed("train", "--data=builtin:iris", "--epochs=1", "--layers=3", "--out", kept);
    Map<String, List<Byte>> other = files();
    Cli.succeed("train", "--data=builtin:iris", "--epochs=2", "--out", kept);
    Map<String, List<Byte>> before = files();
    for (String file : List.of(Outputs.MODEL_FILE, "loss.svg", "report.html")) {
      assertThat(other.get(file)).as(file).isNotEqualTo(before.get(file));
      List<Byte> content = other.getOrDefault(file, List.of());
      byte[] bytes = new byte[content.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = content.get(i);
      }
      Files.write(run.resolve(file), bytes);
    }
    Cli.succeed("train", "--resume", kept);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aRunThatIsStoppedBeforeItsFirstCheckpointGoesOnFromItsStart() throws IOException {
    Cli.succeed("train", "--data=builtin:iris", "--epochs=1", "--layers=3", "--out", kept);
    Cli.Result failed =
        Cli.run("train", "--data=builtin:iris", "--learning-rate=1e38", "--out", kept);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(checkpoint().step()).isZero();
    assertThat(Cli.run("train", "--resume", kept).err()).isEqualTo(failed.err());
  }

  @Test
  void theReportIsWrittenWhereTheFirstPartWasTold() throws IOException {
    Path report = folder.resolve("report.json");
    String[] first = {"train", "--data=builtin:iris", "--epochs=1", "--out", kept};
    Cli.succeed(with(first, "--report-json", report.toString()));
    assertThat(checkpoint().notes()).containsEntry("report_json", report.toString());
    Files.delete(report);
    Cli.succeed("train", "--resume", kept, "--epochs", "2");
    assertThat(Json.parseObject(Files.readString(report)).integer("epochs")).isEqualTo(2);
    Cli.succeed("train", "--resume", kept, "--epochs", "3");
    assertThat(Json.parseObject(Files.readString(report)).integer("epochs")).isEqualTo(3);
    Files.writeString(report, "{\"mine\": 1}");
    Cli.Result refused = Cli.run("train", "--resume", kept);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains(report.toString(), "not a report of train", "replaces it");
    assertThat(report).hasContent("{\"mine\": 1}");
    Cli.succeed("train", "--resume", kept, "--report-json", report.toString());
    assertThat(Json.parseObject(Files.readString(report)).integer("epochs")).isEqualTo(3);
    Cli.succeed(with(first, "--report-json", "/dev/null"));
    assertThat(checkpoint().notes()).doesNotContainKey("report_json");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void aLockThatSomebodyDeletedIsNotThatOfTheNextRun() throws IOException {
    RunLock lock = RunLock.of(run);
    Files.delete(run.resolve(RunLock.FILE));
    Files.delete(run);
    RunLock second = RunLock.of(run);
    lock.close();
    assertThat(run.resolve(RunLock.FILE)).exists();
    second.close();
    assertThat(run).doesNotExist();
  }

  @Test
  void otherDataAreRefusedAndNothingIsTouched() throws IOException {
    String data = Tables.write(folder, "data.csv", Tables.corners(60, "a", "b", "c"));
    Cli.succeed("train", "--data", data, "--epochs", "2", "--out", kept);
    Map<String, List<Byte>> before = files();
    Path file = Path.of(data.substring("csv:".length()));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String line = lines.get(1);
    lines.set(1, line.replaceFirst("\\d", "7"));
    Files.write(file, lines);
    Cli.Result refused = Cli.run("train", "--resume", kept, "--epochs", "3");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(kept, "data: rows with different values", "another --out");
    lines.set(1, line);
    Files.write(file, lines.subList(0, lines.size() - 10));
    assertThat(Cli.run("train", "--resume", kept, "--epochs", "3").err())
        .contains("data", "instead of");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cosine", "warmup_cosine:warmup=3", "sequence:steps=3,then=cosine"})
  void aScheduleHasToBeExtended(String schedule) {
    Cli.succeed(
        "train", "--data", "builtin:iris", "--epochs", "2", "--schedule", schedule, "--out", kept);
    Cli.Result refused = Cli.run("train", "--resume", kept, "--epochs", "4");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("planned for", "extend");
    assertThat(Cli.succeed("train", "--resume", kept, "--epochs", "4", "--extend"))
        .contains("Epoch 4/4");
  }

  @Test
  void noFileMakesAPluginLoad() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path jar = plugins.resolve("empty.jar");
    new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
    Cli.succeed(
        "train", "--data=builtin:iris", "--epochs=1", "--out", kept, "--plugins", plugins + "");
    assertThat(checkpoint().notes()).containsEntry("plugins", plugins.toString());
    assertThat(checkpoint().notes().get("arguments")).doesNotContain("plugins");
    Files.delete(jar);
    Files.delete(plugins);
    assertThat(Cli.succeed("train", "--resume", kept, "--epochs", "2"))
        .contains("--plugins " + plugins, "give --plugins again");
    for (String argument : List.of("--plugins=" + plugins, "--out=x", "@x", "-h", "--nothing=1")) {
      rewrite(argument);
      Cli.Result refused = Cli.run("train", "--resume", kept, "--epochs", "3");
      assertThat(refused.code()).as(argument).isEqualTo(2);
      assertThat(refused.err()).contains("--resume", "argument").doesNotContain("internal error");
    }
  }

  /** Adds an argument to those that the checkpoint holds, with a right checksum. */
  private void rewrite(String argument) throws IOException {
    Path file = run.resolve(Outputs.CHECKPOINT_FILE);
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.put(
        "arguments",
        JsonArray.ofStrings(List.of("--data=builtin:iris", "--epochs=1", argument)).compact());
    Safetensors.write(file, Checksum.addTo(SafetensorsFile.of(metadata, content.tensors())));
  }

  @Test
  void aSecondRunInTheDirectoryIsRefusedWhileTheFirstLives() throws IOException {
    String[] train = {"train", "--data=builtin:iris", "--epochs=1", "--out", kept};
    Cli.succeed(train);
    Map<String, List<Byte>> before = files();
    RunLock first = RunLock.of(run);
    try {
      for (String[] second : List.of(train, new String[] {"train", "--resume", kept})) {
        Cli.Result refused = Cli.run(second);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("another run is using the directory " + kept);
      }
    } finally {
      first.close();
    }
    assertThat(files()).isEqualTo(before);
    Files.createFile(run.resolve(".cotangent-killed.tmp"));
    Cli.succeed(train);
    assertThat(run.resolve(".cotangent-killed.tmp")).doesNotExist();
  }

  @Test
  void aRunThatFailsBeforeItsFirstStepLeavesNoDirectory() {
    Cli.Result failed =
        Cli.run("train", "--data=builtin:iris", "--loss=l1", "--epochs=1", "--out", kept);
    assertThat(failed.code()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void onePictureThatCannotBeWrittenCostsNothingElse() throws IOException {
    Files.createDirectories(run.resolve("loss.svg"));
    Files.createDirectories(run.resolve("confusion.svg"));
    Path report = folder.resolve("report.json");
    Cli.Result result =
        Cli.run(
            "train",
            "--data=builtin:iris",
            "--epochs=1",
            "--out",
            kept,
            "--report-json",
            report.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.err()).contains("loss.svg", "confusion.svg", "directory");
    assertThat(result.out()).contains("sha256");
    assertThat(run.resolve(Outputs.MODEL_FILE)).isRegularFile();
    assertThat(run.resolve("report.html")).isRegularFile();
    assertThat(report).isRegularFile();
  }

  @Test
  void aCheckpointThatCannotBeWrittenCostsNothingElse() throws IOException {
    Files.createDirectories(run.resolve(Outputs.CHECKPOINT_FILE));
    Cli.Result result =
        Cli.run(
            "train", "--data=builtin:iris", "--epochs=2", "--out", kept, "--checkpoint-every=1");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("step 0", "training continues", "step 4");
    assertThat(result.out()).contains("sha256");
    assertThat(run.resolve(Outputs.MODEL_FILE)).isRegularFile();
  }

  @Test
  void evaluateSaysTheLossThatTrainSaid() {
    String trained =
        Cli.succeed(
            "train",
            "--data=builtin:iris",
            "--epochs=3",
            "--test=0",
            "--validation=0",
            "--loss=cross_entropy:label_smoothing=0.4",
            "--out",
            kept);
    String judged = Cli.succeed("evaluate", "--model", kept, "--data=builtin:iris");
    assertThat(loss(judged, "all rows")).isEqualTo(loss(trained, "train"));
  }

  private static String loss(String output, String part) {
    String row = output.lines().filter(line -> line.startsWith(part)).findFirst().orElseThrow();
    return row.substring(part.length()).strip().split("\\s+", -1)[1];
  }

  @Test
  void sayWhatIsWrong() {
    assertThat(Cli.run("train", "--resume", kept).err()).contains("--resume", "there is no");
    assertThat(Cli.run("train", "--resume", kept, "--batch", "3").err())
        .contains("--batch: cannot be changed by --resume");
    assertThat(Cli.run("train", "--data", "builtin:iris", "--extend").err()).contains("--resume");
    assertThat(Cli.run("train", "--data", "builtin:iris", "--checkpoint-every", "2").err())
        .contains("--checkpoint-every: expected --out DIR");
    assertThat(Cli.run("train", "--layers", "3").err()).contains("--data");
  }

  private static String sha256(String output) {
    return output.lines().filter(line -> line.startsWith("sha256")).findFirst().orElseThrow();
  }
}
