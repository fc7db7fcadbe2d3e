package dev.cotangent.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.LocalCluster;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that were written into a folder once. */
class SampleFolderTest {

  private static final int COUNT = 700;
  private static final SampleLayout LAYOUT =
      SampleLayout.regression(
              Signature.of("town", DType.I32, Shape.of(2)).and("numbers", Shape.of(3)), Shape.of(2))
          .weighted();

  private static LocalCluster cluster;

  private final Path folder;

  SampleFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static OrderedSamples<Integer> samples() {
    List<Integer> numbers = IntStream.range(0, COUNT).boxed().toList();
    return OrderedSamples.of(
        cluster.context().parallelize(numbers, 3),
        LAYOUT,
        (number, into) -> {
          into.input(0, number, -number);
          into.input(1, number / 3f, -0f, Float.intBitsToFloat(0x7FC00000 + number));
          into.target(number, 1);
          into.weight(number % 4);
        });
  }

  @Test
  void eachRangeIsReadAsItWasWritten() throws IOException {
    SampleFolder written =
        SampleFolder.write(cluster.context(), samples(), folder.toUri().toString(), 3);
    Dataset whole = samples().collect();
    for (int[] range : new int[][] {{0, COUNT}, {0, 1}, {200, 500}, {COUNT - 1, COUNT}}) {
      Dataset part = whole.subset(IntStream.range(range[0], range[1]).toArray());
      assertThat(Rows.hash(written.read(range[0], range[1]))).isEqualTo(Rows.hash(part));
    }
    assertThat(written.read(5, 5).size()).isZero();
    assertThat(written.count()).isEqualTo(COUNT);
    assertThat(Rows.read(cluster.context(), ClusterSamples.of(written), 5))
        .isEqualTo(Rows.read(cluster.context(), samples(), 5));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(SampleFolderTest::isOurs))
          .containsExactlyInAnyOrder("samples.json", "part-00000", "part-00001", "part-00002");
    }
  }

  /** Not Hadoop's checksums. */
  private static boolean isOurs(String name) {
    return !name.startsWith(".");
  }

  @Test
  void aFolderIsWrittenOnce() {
    SampleFolder.write(cluster.context(), samples(), folder.toString(), 1);
    assertThatThrownBy(() -> SampleFolder.write(cluster.context(), samples(), folder.toString(), 1))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("samples.json exists, expected a folder without samples");
  }

  @Test
  void filesThatAreMissingOrShortAreNamed() throws IOException {
    assertThatThrownBy(() -> SampleFolder.open(cluster.context(), folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no samples in " + folder);
    SampleFolder.write(cluster.context(), samples(), folder.toString(), 2);
    Files.write(folder.resolve("part-00001"), new byte[4]);
    assertThatThrownBy(() -> SampleFolder.open(cluster.context(), folder.toString()))
        .hasMessageEndingWith("part-00001 has 4 bytes, expected 11200");
  }
}
