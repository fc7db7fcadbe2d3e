package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is asked to end, as by Ctrl-C, keeps its last step and goes on from there. */
class StopTest {

  private final Path folder;

  StopTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theLastStepIsKept() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--data=builtin:iris",
                "--epochs=1000000",
                "--layers=4",
                "--out",
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      while (process.isAlive() && !Files.readString(output).contains("Epoch")) {
        Thread.sleep(50);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isNotZero();
    assertThat(Files.readString(output)).contains("stopped after step", "--resume " + run);
    int epochs = Checkpoint.read(run.resolve(Outputs.CHECKPOINT_FILE)).epochs();
    assertThat(run.resolve(Outputs.MODEL_FILE)).doesNotExist();
    assertThat(run.resolve(RunLock.FILE)).doesNotExist();
    String more = Integer.toString(epochs + 2);
    String resumed = Cli.succeed("train", "--resume", run.toString(), "--epochs", more);
    String straight = Cli.succeed("train", "--data=builtin:iris", "--layers=4", "--epochs", more);
    assertThat(sha256(resumed)).isEqualTo(sha256(straight));
  }

  private static String sha256(String output) {
    return output.lines().filter(line -> line.startsWith("sha256")).findFirst().orElseThrow();
  }
}
