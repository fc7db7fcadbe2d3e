package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint of a loop in which something has changed goes on as usual, or not at all. */
class LoopMutantsTest {

  private static final String DOCUMENT = "cotangent.document";
  private static final Batch BATCH = Batch.of("x", new float[] {1, 2, 3, 4});

  private final Path file;
  private final long[] epoch = {1L << 40};

  LoopMutantsTest(@TempDir Path folder) {
    this.file = folder.resolve("loop");
  }

  private final Model maker = Fixtures.model(Shape.of(2), 7, Dense.of(2));
  private final Model judge = Fixtures.model(Shape.of(2), 8, Dense.of(1));

  private final TrainStep shared = step();

  private TrainStep step() {
    Objective objective =
        Objective.of(
                f -> {
                  Tensor made = f.apply(maker, f.input("x", Shape.of(2)));
                  f.part("judged", f.apply(judge, made).square(), 0.5);
                  f.part("size", made.square());
                })
            .model("maker", maker)
            .model("judge", judge);
    return Trainer.of(objective)
        .optimizer(Adam.of(1e-3))
        .freeze("judge/*")
        .kernels(Fixtures.portable())
        .workers(1)
        .step();
  }

  @BeforeEach
  void train() throws IOException {
    try (TrainStep step = step()) {
      step.run(BATCH);
      step.run(BATCH);
      step.checkpoint(file, Memory.of("epoch", epoch));
    }
  }

  @Test
  void noFlippedBitIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += 1 + i % 17) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << i % Byte.SIZE);
      Files.write(file, damaged);
      assertThatThrownBy(() -> shared.resume(file, Memory.of("epoch", epoch)))
          .as("a bit of byte %d", i)
          .isInstanceOf(CotangentException.class);
    }
  }

  @Test
  void everyPartIsCheckedBeforeAnythingChanges() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Json document = Json.parseObject(Objects.requireNonNull(content.metadata().get(DOCUMENT)));
    List<Json> mutants = JsonMutants.of(document);
    assertThat(mutants).hasSizeGreaterThan(200);
    int refused = 0;
    for (Json mutant : mutants) {
      Map<String, String> metadata = new TreeMap<>(content.metadata());
      metadata.put(DOCUMENT, mutant.compact());
      refused += tried(SafetensorsFile.of(metadata, content.tensors()), mutant.compact());
    }
    assertThat(refused).isGreaterThan(mutants.size() * 9 / 10);
  }

  @Test
  void everyTensorIsCheckedBeforeAnythingChanges() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    for (TensorEntry tensor : content.tensors()) {
      List<TensorEntry> tensors = new ArrayList<>(content.tensors());
      tensors.remove(tensor);
      String name = tensor.name();
      assertThat(tried(SafetensorsFile.of(content.metadata(), tensors), name)).isOne();
      boolean[] wrong = new boolean[tensor.shape().size()];
      tensors.add(TensorEntry.of(name, tensor.shape(), wrong));
      assertThat(tried(SafetensorsFile.of(content.metadata(), tensors), name)).isOne();
    }
  }

  /** Goes on from a file with a right checksum; 1 if it is refused. */
  private int tried(SafetensorsFile content, String what) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.write(out, Checksum.addTo(content));
    }
    epoch[0] = 5;
    String before = maker.store().sha256();
    long steps = shared.step();
    try {
      shared.resume(file, Memory.of("epoch", epoch));
      shared.run(BATCH);
      return 0;
    } catch (CotangentException refused) {
      assertThat(maker.store().sha256()).as(what).isEqualTo(before);
      assertThat(epoch[0]).as(what).isEqualTo(5);
      assertThat(shared.step()).as(what).isEqualTo(steps);
      return 1;
    }
  }

  @AfterEach
  void close() {
    shared.close();
  }
}
