package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint in which something has changed is refused, and the model stays as it was. */
class CheckpointMutantsTest {

  private static final String DOCUMENT = "cotangent.document";
  private static final Dataset DATA = Fixtures.blobs(Shape.of(2), 8, 1);
  private static final double[] NUMBERS = {Double.NaN, -1, 0.5, 1e300, Double.POSITIVE_INFINITY};

  private final Path file;

  CheckpointMutantsTest(@TempDir Path folder) {
    this.file = folder.resolve("checkpoint");
  }

  @BeforeEach
  void train() {
    trainer(model()).checkpoint(file, 0).fit(DATA, 2);
  }

  private static Model model() {
    return Fixtures.model(Shape.of(2), 7, Dense.of(3));
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .batch(4)
        .validation(Fixtures.blobs(Shape.of(2), 4, 2))
        .callbacks(EarlyStopping.patience(9), ReduceOnPlateau.of(Plateau.of(3)))
        .workers(1);
  }

  @Test
  void noFlippedBitIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += 1 + i % 7) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << i % Byte.SIZE);
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("a bit of byte %d", i)
          .isInstanceOf(CotangentException.class);
    }
  }

  @Test
  void everyNumberIsCheckedBeforeAnythingChanges() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    JsonObject document =
        Json.parseObject(Objects.requireNonNull(content.metadata().get(DOCUMENT)));
    List<Json> mutants = JsonMutants.of(document);
    assertThat(mutants).hasSizeGreaterThan(300);
    for (Json mutant : mutants) {
      Map<String, String> metadata = new TreeMap<>(content.metadata());
      metadata.put(DOCUMENT, mutant.compact());
      assertHarmless(SafetensorsFile.of(metadata, content.tensors()), mutant.compact());
    }
  }

  @Test
  void everyTensorIsCheckedBeforeAnythingChanges() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    for (TensorEntry tensor : content.tensors()) {
      for (TensorEntry mutant : mutants(tensor)) {
        List<TensorEntry> tensors = new ArrayList<>(content.tensors());
        tensors.remove(tensor);
        tensors.add(mutant);
        assertHarmless(SafetensorsFile.of(content.metadata(), tensors), mutant.toString());
      }
      List<TensorEntry> without = new ArrayList<>(content.tensors());
      without.remove(tensor);
      assertHarmless(SafetensorsFile.of(content.metadata(), without), "no " + tensor);
    }
  }

  @Test
  void aTensorHasOneName() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    String document = Objects.requireNonNull(content.metadata().get(DOCUMENT));
    for (String name : List.of("\"state\"", "\"0.weight\"")) {
      assertThat(document).contains(name);
      Map<String, String> metadata = new TreeMap<>(content.metadata());
      metadata.put(DOCUMENT, document.replaceFirst(name, name + "," + name));
      Safetensors.write(file, Checksum.addTo(SafetensorsFile.of(metadata, content.tensors())));
      assertThatThrownBy(() -> Checkpoint.read(file))
          .hasMessageContaining("or refers to it twice, expected each tensor once");
    }
  }

  /** Goes on from a file with a right checksum: as usual, or not at all. */
  private void assertHarmless(SafetensorsFile content, String what) throws IOException {
    Safetensors.write(file, Checksum.addTo(content));
    Model model = model();
    String before = model.store().sha256();
    try {
      trainer(model).resume(Checkpoint.read(file)).fit(DATA, 3);
    } catch (NonFiniteException diverged) {
      throw new AssertionError(what, diverged);
    } catch (CotangentException refused) {
      assertThat(model.store().sha256()).as(what).isEqualTo(before);
    }
  }

  private static List<TensorEntry> mutants(TensorEntry tensor) {
    List<TensorEntry> mutants = new ArrayList<>();
    mutants.add(TensorEntry.of(tensor.name(), tensor.shape(), new int[tensor.shape().size()]));
    if (tensor.name().startsWith("models")) {
      float[] values = tensor.floats();
      values[values.length - 1] = Float.POSITIVE_INFINITY;
      mutants.add(TensorEntry.of(tensor.name(), tensor.shape(), values));
    } else if (!tensor.name().startsWith("optimizers")) {
      for (int i = 0; i < Math.min(14, tensor.shape().size()); i++) {
        for (double number : NUMBERS) {
          double[] values = tensor.doubles();
          values[i] = number;
          mutants.add(TensorEntry.of(tensor.name(), tensor.shape(), values));
        }
      }
    }
    return mutants;
  }
}
