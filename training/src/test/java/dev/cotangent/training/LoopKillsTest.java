package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A {@linkplain LoopMain loop of a program's own}, killed at random steps and resumed with other
 * numbers of workers and other kernels, ends with the bits of the one that never was disturbed.
 */
class LoopKillsTest {

  private static final int MOST_STEPS = 10;
  private static final long MOST_SECONDS = 120;

  private final Path folder;
  private final Path file;
  private final Path result;
  private final long seed = Long.getLong("cotangent.seed", System.nanoTime() & 0xFFFFFF);
  private final Random random = new Random(seed);

  LoopKillsTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("loop");
    this.result = folder.resolve("result");
  }

  @Test
  void someKills() throws IOException, InterruptedException {
    kill(4);
  }

  /** {@code ./mvnw -Pkills test}. */
  @Test
  @Tag("kills")
  void twentyKills() throws IOException, InterruptedException {
    kill(20);
  }

  private void kill(int count) throws IOException, InterruptedException {
    System.out.println("seed " + seed);
    Path undisturbed = folder.resolve("undisturbed");
    String expected = new LoopMain(undisturbed, 1).run(step -> {});
    int kills = 0;
    while (kills < count) {
      Files.deleteIfExists(file);
      while (!ends(kills < count)) {
        kills++;
      }
      assertThat(Files.readString(result)).as("seed %d", seed).isEqualTo(expected);
    }
    System.out.println(kills + " kills of a loop of its own: 0 lost");
  }

  /** Starts the loop or goes on with it; false if it was killed before it was done. */
  private boolean ends(boolean killed) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command()).redirectError(errors.toFile()).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int steps = killed ? 1 + random.nextInt(MOST_STEPS) : Integer.MAX_VALUE;
      String line = out.readLine();
      for (int i = 1; line != null && i < steps; i++) {
        line = out.readLine();
      }
      if (line != null) {
        Thread.sleep(random.nextInt(10)); // in a step, or while a file is written
        process.destroyForcibly().waitFor();
        return false;
      }
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("seed %d: %s", seed, Files.readString(errors)).isZero();
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
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LoopMain.class.getName());
    command.add(file.toString());
    command.add(Integer.toString(1 + random.nextInt(3)));
    command.add(result.toString());
    return command;
  }
}
