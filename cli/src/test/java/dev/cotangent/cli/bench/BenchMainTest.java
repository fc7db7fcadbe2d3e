package dev.cotangent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchMainTest {

  private static final List<String> CHANGED =
      List.of("cotangent.kernels", "slf4j.provider", "slf4j.internal.verbosity");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return BenchMain.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void forgetProperties() {
    CHANGED.forEach(System::clearProperty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W1b1", "W2", "W5", "W6", "I1-W2"})
  void oneLineForEachWorkload(String workload) {
    assertThat(run(workload, "--kernels", "portable", "--seconds", "0.05")).isZero();
    JsonObject line = Json.parseObject(out.toString(StandardCharsets.UTF_8));
    assertThat(line.names())
        .contains(
            "peer",
            "workload",
            "threads",
            "steps_per_s",
            "samples_per_s",
            "p50_us",
            "p99_us",
            "rss_mb",
            "startup_s",
            "spread",
            "kernels",
            "java",
            "peak_fraction",
            "roofline_fraction");
    assertThat(line.string("peer")).isEqualTo("cotangent");
    assertThat(line.string("workload")).isEqualTo(workload);
    assertThat(line.string("kernels")).isEqualTo("portable");
    assertThat(line.number("steps_per_s")).isPositive();
    assertThat(line.get("p50_us") instanceof Json.Null).isEqualTo(!workload.startsWith("I"));
    assertThat(line.get("peak_fraction")).isEqualTo(new Json.Null());
    assertThat(line.get("roofline_fraction")).isEqualTo(new Json.Null());
  }

  @Test
  void severalRunsAreChildrenAndGiveATable() {
    assertThat(run("W2", "--workers", "1,2", "--kernels", "portable", "--seconds", "0.05"))
        .isZero();
    List<JsonObject> lines =
        out.toString(StandardCharsets.UTF_8).lines().map(Json::parseObject).toList();
    assertThat(lines).extracting(line -> line.number("threads")).containsExactly(1.0, 2.0);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .hasLineCount(3)
        .contains("workload", "startup_s", "portable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W2", "I1-W2"})
  void aProfileNamesTheSteps(String workload) {
    assertThat(run(workload, "--kernels", "portable", "--seconds", "0.05", "--profile")).isZero();
    assertThat(Json.parseObject(out.toString(StandardCharsets.UTF_8)).names()).contains("p50_us");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("matmul.NN+add+relu", "GFLOP/s", "the rest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W9",
        "",
        "W2 --workers 0",
        "W2 --workers x",
        "W2 --workers 1,",
        "W2 --kernels x",
        "W2 --seconds NaN",
        "W2 --seconds -1",
        "W2 --series 0",
        "W2 --series",
        "W2 --until 5",
        "W2 --trainings 0",
        "W2 --trainings 2 --profile",
        "I1-W2 --trainings 2",
        "sweep-width W2",
        "sweep-width --workers 1,2",
        "W2 --wibble 3",
        "W2 --wibble",
        "W2 --workers"
      })
  void wrongInputIsOneLine(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .hasLineCount(1)
        .startsWith("cotangent bench: ");
    assertThat(out.size()).isZero();
  }

  @Test
  void helpListsTheWorkloads() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("W1b1", "I2-W3", "--kernels");
  }

  @Test
  void operationsAreThoseOfTheProducts() {
    // forward 2·128·(784·512 + 512·512 + 512·10); twice that backward, less the first layer's
    // inputs
    double products = 784 * 512 + 512 * 512 + 512 * 10.0;
    assertThat(Workload.named("W3").operations()).isEqualTo(2 * 128 * (3 * products - 784 * 512));
    double gates = 4 * 128 * (32 + 128);
    assertThat(Workload.named("W5").operations())
        .isEqualTo(64 * (3.0 * (921_600 + 6_553_600 + 524_288 + 5_120) - 921_600));
    assertThat(Workload.named("W6").operations())
        .isEqualTo(2 * 32 * (3 * (32 * gates + 1280) - 32 * 4 * 128 * 32));
    assertThat(Workload.named("I1-W3").operations()).isEqualTo(2 * products);
    double block = 128 * 128 * 12 + 2 * 64 * 128;
    assertThat(Workload.named("GPT").operations())
        .isEqualTo(2 * 3 * 16 * 64 * (4 * block + 128 * 65));
  }

  @Test
  void aSeriesCountsTheStepsFromTheStartOfTheProcess() {
    double until = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3 + 1.5;
    assertThat(run("W1b1", "--kernels", "portable", "--series", Double.toString(until))).isZero();
    JsonObject line = Json.parseObject(out.toString(StandardCharsets.UTF_8));
    int[] steps = line.array("steps").integers();
    assertThat(steps).hasSize((int) (2 * until));
    assertThat(steps[0]).isZero();
    assertThat(steps[steps.length - 1]).isGreaterThan(10);
    assertThat(line.number("first_500_s")).isBetween(0.0, until + 1);
  }

  @Test
  void aSeriesGoesOnUntilAStepIsDone() {
    assertThat(run("W1b1", "--kernels", "portable", "--series", "0.5", "--until", "600")).isZero();
    JsonObject line = Json.parseObject(out.toString(StandardCharsets.UTF_8));
    assertThat(Arrays.stream(line.array("steps").integers()).sum()).isGreaterThanOrEqualTo(600);
    assertThat(line.number("first_500_s")).isPositive();
  }

  @Test
  void trainingsAtOnceAreCountedTogether() {
    assertThat(run("W2", "--kernels", "portable", "--seconds", "0.1", "--trainings", "3")).isZero();
    JsonObject line = Json.parseObject(out.toString(StandardCharsets.UTF_8));
    assertThat(line.number("trainings")).isEqualTo(3);
    assertThat(line.number("steps_per_s")).isPositive();
    assertThat(line.number("slowest_share")).isBetween(0.0, 1.0);
  }

  @Test
  void trainingsAtOnceOfSeveralWorkloadsAreChildren() {
    assertThat(run("W1b1", "W2", "--trainings", "2", "--kernels", "portable", "--seconds", "0.05"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(2);
    assertThat(err.size()).isZero();
  }

  @Test
  void aSweepHasALineForEachSize() {
    assertThat(run("sweep-depth", "--kernels", "portable", "--seconds", "0.01")).isZero();
    List<JsonObject> lines =
        out.toString(StandardCharsets.UTF_8).lines().map(Json::parseObject).toList();
    assertThat(lines)
        .extracting(line -> line.number("size"))
        .containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0);
    assertThat(lines).allSatisfy(line -> assertThat(line.number("step_us")).isPositive());
  }

  @Test
  void sweepsGrowInOneWay() {
    assertThat(Sweep.WIDTH.workload(512).operations())
        .isEqualTo(Sweep.BATCH_SIZE.workload(64).operations());
    assertThat(Sweep.DEPTH.workload(2).operations())
        .isEqualTo(Sweep.WIDTH.workload(64).operations());
  }

  @Test
  void theGptSeesOnlyEarlierTokens() {
    Model model = Workload.named("GPT").build(Registry.standard());
    Predictor predictor = model.predictor(Registry.standard().portable());
    float[] tokens = new float[Gpt.TOKENS];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = i * 7 % Gpt.VOCABULARY;
    }
    float[] before = predictor.predict(tokens);
    int last = tokens.length - 1;
    tokens[last] = 1 + tokens[last];
    float[] after = predictor.predict(tokens);
    int seen = last * Gpt.VOCABULARY;
    assertThat(Arrays.copyOf(after, seen)).isEqualTo(Arrays.copyOf(before, seen));
    assertThat(after).isNotEqualTo(before);
    tokens[0] += 1;
    assertThat(Arrays.copyOf(predictor.predict(tokens), seen))
        .isNotEqualTo(Arrays.copyOf(before, seen));
  }
}
