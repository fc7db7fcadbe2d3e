package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Mutants of models, checkpoints, tables and images are read or refused with an error of ours, in a
 * JVM with little memory. The profile {@code fuzz} tries more of them.
 */
class FuzzTest {

  @Test
  void everyMutantIsReadOrRefused() throws IOException, InterruptedException {
    String only = System.getProperty("fuzz.only", "");
    String count = System.getProperty("fuzz.mutants", "20000");
    String seed = System.getProperty("fuzz.seed", "1");
    String main = "dev.cotangent.integration.fuzz.FuzzMain";
    String report =
        only.isEmpty() ? jvm().run(main, count, seed) : jvm().run(main, count, seed, only);
    System.out.print(report);
    assertThat(report).contains("seed " + seed);
  }

  @Test
  void modelsOfAbsurdSizeAreRefused() throws IOException, InterruptedException {
    String report = jvm().run("dev.cotangent.integration.fuzz.AbsurdModels");
    assertThat(report).contains("models tried");
  }

  private static ForkedJvm jvm() {
    return ForkedJvm.current()
        .with("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .with("-Dcotangent.kernels=portable");
  }
}
