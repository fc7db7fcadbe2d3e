package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.cli.Main;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.ElementActivation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command line with plugins in jars, good and broken ones. */
class PluginCommandsTest {

  private final Path folder;
  private final Path plugins;

  PluginCommandsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  /** The result of a command. */
  private record Result(int code, String out, String err) {}

  private Result run(String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            command.formatted(plugins).split(" "),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String succeed(String command) {
    Result result = run(command);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private void pack(Path jar) throws IOException {
    Files.move(jar, plugins.resolve(jar.getFileName()));
  }

  @Test
  void listChooseAndCheckPlugins() throws IOException {
    pack(PluginJar.swish(folder));
    assertThat(succeed("plugins")).doesNotContain(" swish ");
    assertThat(succeed("plugins --plugins %s")).contains(" swish ", "swish.jar");
    assertThat(succeed("plugins swish relu --plugins %s"))
        .contains(" swish ", " relu ")
        .doesNotContain(" tanh ");
    assertThat(succeed("plugins swish --plugins %s --check --seed 3"))
        .contains(" swish ", " ok")
        .doesNotContain(" relu ");
  }

  @Test
  void trainAndEvaluateWithAPlugin() throws IOException {
    pack(PluginJar.swish(folder));
    String train = "train --data builtin:digits --activation swish --epochs 3";
    assertThat(run(train).err()).contains("'swish', expected one of");
    assertThat(succeed(train + " --plugins %s --out " + folder.resolve("model")))
        .contains("Epoch 3/3");
    String evaluate = "evaluate --data builtin:digits --model " + folder.resolve("model");
    assertThat(run(evaluate).err()).hasLineCount(1).contains("'swish'");
    assertThat(succeed(evaluate + " --plugins %s")).contains("accuracy");
  }

  /** Plugins run in a separate JVM, so the command survives and names the plugin. */
  @Test
  void checkPluginsThatEndTheirJvm() throws IOException {
    pack(PluginJar.swish(folder));
    pack(wicked("exiting", "static { System.exit(0); }", ""));
    pack(wicked("halting", "static int calls;", "if (++calls > 20) Runtime.getRuntime().halt(3);"));
    pack(wicked("printing", "", "System.out.println(x);"));
    Result result = run("plugins halting printing swish --plugins %s --check");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("halting .* BREAKS ending")
        .containsPattern("printing .* BREAKS output")
        .containsPattern("swish .* ok");
    assertThat(result.err())
        .contains("exiting.jar", "it ends the JVM with exit code 0, by System.exit at ")
        .contains("it ends the JVM with exit code 3", "it prints to standard output, at ");
  }

  private Path wicked(String id, String members, String first) throws IOException {
    String apply = " public Tensor apply(Tensor x) { " + first + " return x.tanh(); }";
    return PluginJar.of(folder, id, Activation.class, members + apply);
  }

  @Test
  void checkAPluginThatIsWrong() throws IOException {
    pack(PluginJar.swish(folder));
    pack(
        PluginJar.of(
            folder,
            "leaning",
            Activation.class,
            "public Tensor apply(Tensor x) { return x.maximum(x.mul(0.1)); }"));
    Result result = run("plugins leaning swish --plugins %s --check --seed 5");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("activation +leaning +leaning.jar .* BREAKS kinks")
        .containsPattern("activation +swish +swish.jar .* ok");
    assertThat(result.err())
        .startsWith("cotangent: activation 'leaning' breaks its contract\n  kinks: the derivative")
        .endsWith(
            "    again: ActivationContract.of(demo.Leaning.class).withSeed(5L)"
                + ".report(\"kinks\").assertPassed();\n");
  }

  @Test
  void aPluginThatFailsInTheMiddleOfATraining() throws IOException {
    pack(
        PluginJar.of(
            folder,
            "moody",
            ElementActivation.class,
            """
            private static int calls;
            public Tensor apply(Tensor x) { return x.mul(1); }
            public double value(double x) {
              if (calls++ > 100_000) throw new IllegalStateException("enough");
              return x;
            }
            public double derivative(double x, double y) { return 1; }
            """));
    Result result = run("train --data builtin:digits --plugins %s --activation moody --workers 2");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .hasLineCount(1)
        .containsPattern("epoch \\d+, batch \\d+ of 64 rows .*, step \\d+: .* units \\d+ to \\d+: ")
        .contains("op ", "accelerated_moody", "IllegalStateException: enough")
        .contains("of activation 'moody' (demo.Moody in " + plugins.resolve("moody.jar") + ")")
        .contains("layer 'activate'", "at '2'");
  }

  @Test
  void aPluginThatNeverReturns() throws IOException {
    pack(
        PluginJar.of(
            folder,
            "stuck",
            ElementActivation.class,
            """
            public Tensor apply(Tensor x) { return x.mul(1); }
            public double value(double x) {
              java.util.concurrent.locks.LockSupport.parkNanos(60_000_000_000L);
              return x;
            }
            public double derivative(double x, double y) { return 1; }
            """));
    Result result =
        run("train --data builtin:iris --plugins %s --activation stuck --step-limit 0.5");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("step 0: not ended after 0.5 s", "accelerated_stuck")
        .contains("is at demo.Stuck.value(Stuck.java:")
        .contains("of activation 'stuck' (demo.Stuck in " + plugins.resolve("stuck.jar") + ")");
  }

  @Test
  void badJarsAreReportedAndTheGoodOnesLoad() throws IOException {
    pack(PluginJar.swish(folder));
    Files.writeString(plugins.resolve("broken.jar"), "no jar");
    pack(
        PluginJar.of(
            folder, "relu", Activation.class, "public Tensor apply(Tensor x) { return x; }"));
    Result result = run("plugins --plugins %s");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains(" swish ", " relu ");
    Stream.of("broken.jar", "relu.jar").forEach(jar -> assertThat(result.err()).contains(jar));
    assertThat(succeed("train --data builtin:iris --plugins %s --activation relu --epochs 2"))
        .contains("Epoch 2/2");
  }
}
