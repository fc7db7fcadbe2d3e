package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes loaded and heap used by the first prediction of a service. */
class ServiceStartTest {

  private static final double BYTES_OF_W3 = 4.0 * (785 * 512 + 513 * 512 + 513 * 10);

  /**
   * Linking texts that are put together by +, hashing records, and formats take milliseconds each
   * when a service starts. {@code -Xlog:class+load+cause} with {@code -XX:LogClassLoadingCauseFor}
   * (JDK 24) tells who does it; {@code String.concat} is not linked.
   */
  private static final List<String> SLOW =
      List.of(
          "java.lang.StringConcatHelper$",
          "java.lang.runtime.ObjectMethods ",
          "java.util.Formatter ");

  private static final String CLI = Path.of("cli", "target", "classes").toString();

  private final Path file;

  ServiceStartTest(@TempDir Path folder) {
    file = folder.resolve("model.safetensors");
  }

  private void save(int inputs, int first, int second) throws IOException {
    Sequential.of(
            Dense.of(first),
            Activate.with(Activations.RELU),
            Dense.of(second),
            Activate.with(Activations.RELU),
            Dense.of(10))
        .build(Shape.of(inputs), 7)
        .save(file);
  }

  @Test
  void aFirstPredictionLoadsFewClassesAndLinksNoRecords() throws Exception {
    save(64, 128, 64);
    String log =
        ForkedJvm.current()
            .with("-Xlog:class+load")
            .run(List.of("-cp", withoutLogging()), ServiceMain.class.getName(), file.toString());
    List<String> own =
        log.lines()
            .filter(line -> line.contains("] dev.cotangent.") && !line.contains("Lambda"))
            .toList();
    assertThat(own).hasSizeBetween(100, 330);
    assertThat(own)
        .noneMatch(line -> line.contains(".loss.CrossEntropy") || line.contains(".optim."));
    for (String slow : SLOW) {
      assertThat(log.lines().filter(line -> line.contains(slow))).as(slow).isEmpty();
    }
  }

  /** The class path of a program that leaves slf4j without a provider, which would format texts. */
  private static String withoutLogging() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("logback") && !entry.endsWith(CLI))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void aPredictorTakesTheMemoryOfItsWeights() throws Exception {
    save(784, 512, 512);
    String out =
        ForkedJvm.current()
            .with("-XX:+UseSerialGC")
            .run("dev.cotangent.integration.ServiceMain", file.toString(), "heap");
    double bytes = out.lines().mapToDouble(Double::parseDouble).findFirst().orElseThrow();
    assertThat(bytes).isBetween(BYTES_OF_W3, 1.2 * BYTES_OF_W3 + 2e6);
  }
}
