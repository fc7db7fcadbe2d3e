package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that no heap can hold are refused when they are built or loaded, with their place. */
class AbsurdModelTest {

  private static final int HUGE = 1 << 30;

  @Test
  void anEnormousOutputIsRefused() {
    assertThatThrownBy(
            () -> Sequential.of(AdaptiveAvgPool2d.of(HUGE, 1)).build(Shape.of(1, 8, 8), 1))
        .isInstanceOf(MemoryException.class)
        .hasMessageContainingAll("adaptive_avg_pool2d '0'", "GiB", "-Xmx");
  }

  @Test
  void moreParametersThanTheHeapHoldsAreRefused() {
    // more than arrays hold, too, where the heap is very large
    assertThatThrownBy(() -> Sequential.of(Dense.of(HUGE / 2), Dense.of(3)).build(Shape.of(3), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(".weight");
  }

  @Test
  void numbersThatOverflowAreRefused() {
    List<Supplier<LayerSpec>> layers =
        List.of(
            () -> Lstm.of(HUGE / 4),
            () -> Lstm.of(1 << 16),
            () -> Conv2d.of(3, 3).withPadding(HUGE, HUGE),
            () -> Conv2d.of(3, 3).withPadding(1 << 28).withStride(1 << 28),
            () -> Conv2d.of(3, 3).withDilation(HUGE, HUGE),
            () -> MaxPool2d.of(HUGE),
            () -> Dense.of(Integer.MAX_VALUE));
    for (int i = 0; i < layers.size(); i++) {
      Supplier<LayerSpec> layer = layers.get(i);
      Shape sample = i < 2 ? Shape.of(5, 3) : Shape.of(2, 9, 9);
      assertThatThrownBy(() -> Sequential.of(layer.get()).build(sample, 1))
          .as("layer %d", i)
          .isInstanceOf(CotangentException.class);
    }
  }

  @Test
  void anLstmOfMoreThanArraysHoldIsRefused() {
    assertThatThrownBy(() -> Lstm.of(HUGE))
        .isInstanceOf(CotangentException.class)
        .hasMessage("lstm: attribute 'hidden' is 1073741824, expected 1 to 536870911");
  }

  @Test
  void aFileIsRefusedBeforeItsModelTakesMemory(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("huge");
    String spec = "{\"type\":\"adaptive_avg_pool2d\",\"rows\":1000000000,\"columns\":2}";
    Map<String, String> metadata =
        Map.of(
            "cotangent.format", "1",
            "cotangent.numerics", "1",
            "cotangent.seed", "1",
            "cotangent.sample_shape", "[1,16,2]",
            "cotangent.spec", spec);
    Safetensors.write(file, SafetensorsFile.of(metadata, List.of()));
    assertThatThrownBy(() -> Model.load(file, Registry.standard()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll(file.toString(), "adaptive_avg_pool2d", "GiB", "-Xmx");
  }
}
