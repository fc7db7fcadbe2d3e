package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file of which a bit has changed does not load. */
class DamagedModelTest {

  private final Registry registry = Registry.standard();
  private final Model model =
      Sequential.of(Dense.of(3), Activate.with("tanh"), Dense.of(2)).build(Shape.of(2), 7);
  private final Path file;

  DamagedModelTest(@TempDir Path directory) throws IOException {
    this.file = directory.resolve("model.safetensors");
    model.withMetadata(Map.of("classes", "a,b")).save(file);
  }

  @Test
  void noFlippedBitLoads() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << i % Byte.SIZE);
      Files.write(file, damaged);
      assertThatThrownBy(() -> Model.load(file, registry))
          .as("a bit of byte %d", i)
          .isInstanceOf(CotangentException.class);
    }
  }

  @Test
  void aNumberThatHasChangedIsNamedAsDamage() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Model.load(file, registry))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll(file.toString(), "checksum", "damaged");
  }

  @Test
  void aFileWithoutChecksumLoads() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.remove(Checksum.KEY);
    SafetensorsFile old = SafetensorsFile.of(metadata, content.tensors());
    assertThat(Checksum.of(content)).isEqualTo(Checksum.RIGHT);
    assertThat(Checksum.of(old)).isEqualTo(Checksum.MISSING);
    Safetensors.write(file, old);
    assertThat(Model.load(file, registry).store().sha256()).isEqualTo(model.store().sha256());
  }
}
