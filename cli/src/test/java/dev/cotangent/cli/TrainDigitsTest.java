package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainDigitsTest {

  private static final String DIGITS = "builtin:digits";

  private final Path folder;

  TrainDigitsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trainEvaluatePredict() throws IOException {
    Path model = folder.resolve("model");
    Path report = folder.resolve("report.json");
    String out =
        Cli.succeed(
            "train",
            "--data",
            DIGITS,
            "--epochs",
            "8",
            "--out",
            "" + model,
            "--report-json",
            "" + report);
    assertThat(out).contains("Epoch 1/8", "Epoch 8/8", "val_accuracy", "sha256", "17,226");
    assertThat(out).doesNotContain("\r", "\u001B");
    try (Stream<Path> files = Files.list(model)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "accuracy.svg",
              "checkpoint.safetensors",
              "confusion.svg",
              "loss.svg",
              "model.safetensors",
              "report.html");
    }
    checkReport(read(report));

    assertThat(Cli.succeed("evaluate", "--model", "" + model, "--data", DIGITS))
        .contains("all rows", "1,797", "accuracy");
    checkPredictions(model);
  }

  @Test
  void shards() {
    String sixteen = sha256("16", "1");
    assertThat(sha256("16", "2")).isEqualTo(sixteen);
    assertThat(sha256("1", "1")).isNotEqualTo(sixteen);
  }

  private static String sha256(String shards, String workers) {
    String[] words =
        ("train --data " + DIGITS + " --epochs 1 --shards " + shards + " --workers " + workers)
            .split(" ");
    return Cli.succeed(words).split("sha256", 2)[1];
  }

  private static void checkReport(JsonObject report) {
    assertThat(report.string("task")).isEqualTo("classification");
    assertThat(report.string("data")).isEqualTo(DIGITS);
    assertThat(report.integer("train_samples")).isBetween(1255, 1261);
    assertThat(report.integer("validation_samples")).isBetween(178, 182);
    assertThat(report.integer("test_samples")).isBetween(357, 361);
    assertThat(report.integer("parameters")).isEqualTo(17226);
    assertThat(report.integer("epochs")).isEqualTo(8);
    assertThat(report.number("seconds")).isPositive();
    assertThat(report.number("samples_per_s")).isPositive();
    assertThat(report.number("train_loss")).isBetween(0.0, 0.5);
    assertThat(report.number("test_loss")).isBetween(0.0, 0.5);
    assertThat(report.number("test_accuracy")).isBetween(0.9, 1.0);
    assertThat(report.string("parameters_sha256")).matches("[0-9a-f]{64}");
    assertThat(report.integer("numerics")).isPositive();
    JsonObject kernels = report.object("kernels");
    assertThat(kernels.names().stream().mapToLong(kernels::longInteger).sum()).isPositive();
    assertThat(report.integer("workers")).isPositive();
    assertThat(report.integer("seed")).isEqualTo(7);
    assertThat(report.string("java")).isEqualTo(System.getProperty("java.version"));
  }

  private void checkPredictions(Path model) throws IOException {
    Path file = folder.resolve("predictions.csv");
    Cli.succeed("predict", "--model", "" + model, "--data", DIGITS, "--out", "" + file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1798);
    assertThat(lines.get(0)).startsWith("label,probability_0,").endsWith("probability_9");
    String[] first = lines.get(1).split(",");
    double sum = 0;
    for (int i = 1; i < first.length; i++) {
      sum += Double.parseDouble(first[i]);
    }
    assertThat(first).hasSize(11);
    assertThat(sum).isBetween(0.9999, 1.0001);
  }

  @Test
  void aProfileIsPrintedAtTheEnd() {
    assertThat(Cli.succeed("train", "--data", DIGITS, "--epochs", "1", "--profile"))
        .contains("batch assembly", "update by adam", "validation", "matmul.TN", "GFLOP/s");
  }

  @Test
  void workersDoNotChangeABit() {
    List<String> hashes = Stream.of("1", "2", "3").map(this::hashWithWorkers).distinct().toList();
    assertThat(hashes).hasSize(1);
  }

  private String hashWithWorkers(String workers) {
    Path report = folder.resolve("workers" + workers + ".json");
    Cli.succeed(
        "train",
        "--data",
        DIGITS,
        "--epochs",
        "2",
        "--batch",
        "512",
        "--layers",
        "512,256",
        "--dropout",
        "0.2",
        "--clip",
        "1",
        "--schedule",
        "cosine",
        "--workers",
        workers,
        "--report-json",
        "" + report);
    return read(report).string("parameters_sha256");
  }

  @Test
  void theSeedDecides() {
    assertThat(hashWithSeed("1")).isEqualTo(hashWithSeed("1")).isNotEqualTo(hashWithSeed("2"));
  }

  private String hashWithSeed(String seed) {
    Path report = folder.resolve("seed.json");
    Cli.succeed(
        "train", "--data", DIGITS, "--epochs", "1", "--seed", seed, "--report-json", "" + report);
    return read(report).string("parameters_sha256");
  }

  @Test
  void withoutTestAndValidationTheReportHasNulls() {
    Path report = folder.resolve("report.json");
    Cli.succeed(
        "train",
        "--data",
        DIGITS,
        "--epochs",
        "1",
        "--test",
        "0",
        "--validation",
        "0",
        "--normalize",
        "none",
        "--layers",
        "none",
        "--report-json",
        "" + report);
    JsonObject found = read(report);
    assertThat(found.integer("train_samples")).isEqualTo(1797);
    assertThat(found.integer("parameters")).isEqualTo(650);
    assertThat(found.get("test_loss")).isEqualTo(new Json.Null());
    assertThat(found.get("test_accuracy")).isEqualTo(new Json.Null());
  }

  private static JsonObject read(Path report) {
    try {
      return (JsonObject) JsonFiles.read(report, 1 << 16);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
