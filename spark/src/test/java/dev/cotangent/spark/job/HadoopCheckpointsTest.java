package dev.cotangent.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in file systems that differ in what they do. */
class HadoopCheckpointsTest {

  private static final List<Checkpoint> STEPS = new ArrayList<>();

  private final Path folder;

  HadoopCheckpointsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void train() {
    float[] features = {1, 2, 3, 4, 5, 6, 7, 8};
    Dataset data = Dataset.classification(Shape.of(2), features, new int[] {0, 1, 1, 0}, 2);
    Model model = Model.build(Dense.of(2), Shape.of(2), 1, Registry.standard());
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Sgd.of(0.1))
        .batch(1)
        .checkpoint(STEPS::add, 1)
        .fit(data, 1);
  }

  @AfterEach
  void noFault() {
    StrictFileSystem.fault = StrictFileSystem.Fault.NONE;
  }

  private List<HadoopCheckpoints> places() {
    return List.of(
        HadoopCheckpoints.in(folder.resolve("plain").toString(), new Configuration(false)),
        HadoopCheckpoints.in(folder.resolve("uri").toUri().toString(), new Configuration()),
        strict());
  }

  private HadoopCheckpoints strict() {
    return HadoopCheckpoints.in(
        StrictFileSystem.folder(folder.resolve("strict")), StrictFileSystem.configuration());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  private static String name(int step) {
    return "checkpoint-00000000000" + step + ".safetensors";
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void theNewestTwoAreKept() throws IOException {
    for (HadoopCheckpoints each : places()) {
      assertThat(each.newest()).isEmpty();
      for (int step = 0; step <= 3; step++) {
        each.write(STEPS.get(step));
        assertThat(each.newest()).contains(name(step));
      }
      assertThat(each.read(name(3)).step()).isEqualTo(3);
    }
    for (String each : List.of("plain", "uri", "strict")) {
      assertThat(names(folder.resolve(each))).containsExactly(name(2), name(3));
    }
  }

  @Test
  void oneOfTheSameStepIsReplaced() throws IOException {
    for (HadoopCheckpoints each : places()) {
      each.write(STEPS.get(1));
      each.write(STEPS.get(2));
      each.write(STEPS.get(2));
      assertThat(each.newest()).contains(name(2));
    }
    assertThat(names(folder.resolve("strict"))).containsExactly(name(1), name(2));
  }

  @Test
  void aDamagedOneIsPassedOver() throws IOException {
    for (String kind : List.of("plain", "uri", "strict")) {
      HadoopCheckpoints place = places().get(List.of("plain", "uri", "strict").indexOf(kind));
      place.write(STEPS.get(1));
      place.write(STEPS.get(2));
      damage(folder.resolve(kind).resolve(name(2)));
      assertThat(place.newest()).as(kind).contains(name(1));
      damage(folder.resolve(kind).resolve(name(1)));
      assertThatThrownBy(place::toResume)
          .as(kind)
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining(kind + "/" + name(2))
          .hasMessageNotContaining("cotangent-");
    }
  }

  @Test
  void aFailureLeavesTheOneBefore() throws IOException {
    HadoopCheckpoints place = strict();
    place.write(STEPS.get(1));
    StrictFileSystem.fault = StrictFileSystem.Fault.WRITE;
    assertThatThrownBy(() -> place.write(STEPS.get(2)))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on device");
    StrictFileSystem.fault = StrictFileSystem.Fault.RENAME;
    assertThatThrownBy(() -> place.write(STEPS.get(2)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the file system refuses to rename strict:");
    assertThat(names(folder.resolve("strict"))).containsExactly(name(1));
    assertThat(place.newest()).contains(name(1));
  }

  @Test
  void leftOversAreDeleted() throws IOException {
    HadoopCheckpoints place = strict();
    place.write(STEPS.get(1));
    Path left = folder.resolve("strict").resolve("." + name(2) + ".0a1b.tmp");
    Path other = folder.resolve("strict").resolve("notes.txt");
    Files.write(left, new byte[10]);
    Files.write(other, new byte[10]);
    assertThat(place.toResume()).contains(name(1));
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void anUnknownFileSystemIsNamed() {
    HadoopCheckpoints place = HadoopCheckpoints.in("tape://x/y", new Configuration(false));
    assertThatThrownBy(place::toResume)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the checkpoints in tape://x/y cannot be read")
        .hasMessageContaining("tape");
  }
}
