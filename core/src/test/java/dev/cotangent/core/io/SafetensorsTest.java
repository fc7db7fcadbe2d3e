package dev.cotangent.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  private final Path directory;

  SafetensorsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void writesTheBytesOfThePythonLibrary() {
    assertThat(Samples.write(Samples.content())).isEqualTo(Samples.FROM_PYTHON);
    assertThat(Samples.write(SafetensorsFile.of(Map.of(), List.of())))
        .isEqualTo(Samples.file("{}      ", 0));
  }

  @Test
  void readsTheFileOfThePythonLibrary() {
    SafetensorsFile file = Samples.read(Samples.FROM_PYTHON);
    assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
    assertThat(file.names()).containsExactly("b", "empty", "scalar", "w", "label", "ä\"\n", "mask");
    assertThat(file.tensors()).containsExactlyInAnyOrderElementsOf(Samples.content().tensors());
    assertThat(file.tensor("w").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(file.tensor("w").floats())
        .containsExactly(
            1, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE);
    assertThat(file.tensor("b").doubles()).containsExactly(0.1, -2.5);
    assertThat(file.tensor("label").ints()).containsExactly(1, -2, Integer.MAX_VALUE);
    assertThat(file.tensor("mask").booleans()).containsExactly(true, false, true);
    assertThat(file.tensor("mask").dtype()).isEqualTo(DType.BOOL);
    assertThat(file.tensor("scalar").floats()).containsExactly(3.5f);
    assertThat(file.tensor("empty").floats()).isEmpty();
  }

  @Test
  void roundTripThroughAFileKeepsEveryBit() throws IOException {
    Path path = directory.resolve("a.safetensors");
    Safetensors.write(path, Samples.content());
    assertThat(path).hasBinaryContent(Samples.FROM_PYTHON);
    assertThat(Safetensors.read(path)).isEqualTo(Samples.read(Samples.FROM_PYTHON));
  }

  @Test
  void nanPayloadsAndNegativeZeroSurvive() {
    int[] bits = {
      0x7F800001, 0xFFC12345, 0x7FC00000, 0x80000000, 1, 0x7F812345, 0xFF800001, 0x7FFFFFFF
    };
    float[] values = new float[bits.length];
    ByteBuffer raw = ByteBuffer.allocate(4 * bits.length);
    raw.asIntBuffer().put(bits);
    raw.asFloatBuffer().get(values);
    TensorEntry entry = TensorEntry.of("x", Shape.of(bits.length), values);
    TensorEntry back =
        Samples.read(Samples.write(SafetensorsFile.of(Map.of(), List.of(entry)))).tensor("x");
    for (int i = 0; i < bits.length; i++) {
      assertThat(Float.floatToRawIntBits(back.floats()[i])).isEqualTo(bits[i]);
    }
    assertThat(back).isEqualTo(entry).hasSameHashCodeAs(entry).hasToString("x: F32[8]");
  }

  @Test
  void largeTensorsAreWrittenInChunks() {
    int[] values = new int[100_001];
    java.util.Arrays.setAll(values, i -> i * 31);
    TensorEntry entry = TensorEntry.of("x", Shape.of(values.length), values);
    byte[] bytes = Samples.write(SafetensorsFile.of(Map.of(), List.of(entry)));
    assertThat(Samples.read(bytes).tensor("x").ints()).isEqualTo(values);
  }

  @Test
  void headerIsPaddedToEightBytes() {
    for (int length = 1; length <= 8; length++) {
      TensorEntry entry = TensorEntry.of("x".repeat(length), Shape.of(1), new float[] {1});
      byte[] bytes = Samples.write(SafetensorsFile.of(Map.of(), List.of(entry)));
      assertThat(bytes.length % 8).isEqualTo(4);
      assertThat(Samples.read(bytes).tensors()).containsExactly(entry);
    }
  }

  @Test
  void metadataIsSortedHoweverItIsGiven() {
    Map<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(Map.of("a", "1", "b", "2", "c", "3"));
    byte[] bytes = Samples.write(SafetensorsFile.of(reversed, List.of()));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}");
    assertThat(Samples.read(bytes).metadata())
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
  }

  @Test
  void entriesAreCopies() {
    float[] values = {1, 2};
    TensorEntry entry = TensorEntry.of("x", Shape.of(2), values);
    values[0] = 9;
    entry.floats()[1] = 9;
    float[] target = new float[4];
    entry.copyTo(target, 1);
    assertThat(target).containsExactly(0, 1, 2, 0);
    assertThat(entry.bytes().isReadOnly()).isTrue();
    assertThatThrownBy(() -> entry.copyTo(target, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void misuseIsNamed() {
    SafetensorsFile file = Samples.content();
    TensorEntry w = file.tensor("w");
    assertThatThrownBy(w::doubles)
        .isInstanceOf(CotangentException.class)
        .hasMessage("tensor 'w' is F32, expected F64");
    assertThatThrownBy(() -> file.tensor("v"))
        .hasMessageContaining("'v'")
        .hasMessageContaining("label");
    assertThat(file.has("v")).isFalse();
    assertThat(file.has("w")).isTrue();
    assertThatThrownBy(() -> TensorEntry.of("x", Shape.of(2), new int[3]))
        .hasMessage("tensor 'x': 3 elements, expected 2 as in shape [2]");
    assertThatThrownBy(() -> SafetensorsFile.of(Map.of(), List.of(w, w)))
        .isInstanceOf(CotangentException.class);
    TensorEntry reserved = TensorEntry.of("__metadata__", Shape.scalar(), new int[1]);
    assertThatThrownBy(() -> SafetensorsFile.of(Map.of(), List.of(reserved)))
        .isInstanceOf(CotangentException.class);
  }
}
