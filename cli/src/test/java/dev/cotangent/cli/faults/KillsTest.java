package dev.cotangent.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.cli.Main;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments, and resumed with other numbers of workers and other
 * kernels until they are done, leave the files of one that never was disturbed.
 */
class KillsTest {

  private static final long MOST_SECONDS = 300;

  private final Path folder;
  private final Path run;
  private final Path checkpoint;
  private final Path model;
  private final Random random;
  private final long seed = Long.getLong("cotangent.seed", System.nanoTime() & 0xFFFFFF);
  private Map<String, String> undisturbed = Map.of();
  private long duration;

  KillsTest(@TempDir Path folder) {
    this.folder = folder;
    this.run = folder.resolve("work/run");
    this.checkpoint = run.resolve("checkpoint.safetensors");
    this.model = run.resolve("model.safetensors");
    this.random = new Random(seed);
  }

  @Test
  void someKills() throws IOException, InterruptedException {
    kill(4);
  }

  /** {@code ./mvnw -Pkills test}. */
  @Test
  @Tag("kills")
  void fiveHundredKills() throws IOException, InterruptedException {
    kill(Integer.getInteger("cotangent.kills", 500));
  }

  private void kill(int count) throws IOException, InterruptedException {
    System.out.println("seed " + seed);
    undisturbed();
    int kills = 0;
    int runs = 0;
    while (kills < count) {
      Files.createDirectories(folder.resolve("work"));
      FaultsMain.empty(folder.resolve("work"));
      long step = -1;
      while (!ends(kills < count)) {
        kills++;
        if (kills % 25 == 0) {
          System.out.println(kills + " kills");
        }
        step = checkWhole(step);
      }
      runs++;
      assertThat(RunSnapshot.of(folder.resolve("work"))).as("seed %d", seed).isEqualTo(undisturbed);
    }
    System.out.printf("%d kills of %d runs: 0 lost, 0 damaged%n", kills, runs);
  }

  private void undisturbed() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("work"));
    long start = System.nanoTime();
    assertThat(ends(false)).isTrue();
    duration = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    undisturbed = RunSnapshot.of(folder.resolve("work"));
    assertThat(undisturbed).hasSize(7);
  }

  /** Starts the run or goes on with it; false if it was killed before it was done. */
  private boolean ends(boolean killed) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (killed && !process.waitFor(random.nextLong(duration), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return false;
      }
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("seed %d: %s", seed, Files.readString(output)).isZero();
    return true;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    if (random.nextBoolean()) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("train");
    if (Files.exists(checkpoint)) {
      command.add("--resume=" + run);
    } else {
      command.add("--data=builtin:digits");
      command.add("--epochs=12");
      command.add("--layers=32");
      command.add("--checkpoint-every=3");
      command.add("--out=" + run);
      command.add("--report-json=" + run.resolveSibling("report.json"));
    }
    command.add("--workers=" + (1 + random.nextInt(3)));
    return command;
  }

  /** Every file is complete, and no step of a checkpoint is lost. */
  private long checkWhole(long before) throws IOException {
    if (Files.exists(model)) {
      Model.load(model, Registry.standard());
    }
    if (!Files.exists(checkpoint)) {
      assertThat(before).as("seed %d", seed).isEqualTo(-1);
      return -1;
    }
    long step = Checkpoint.read(checkpoint).step();
    assertThat(step).as("seed %d", seed).isGreaterThanOrEqualTo(before);
    return step;
  }
}
