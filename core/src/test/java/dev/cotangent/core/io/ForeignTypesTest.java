package dev.cotangent.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors of element types that only files have. */
class ForeignTypesTest {

  private static byte[] file(ElementType type, int elements, String hex) {
    byte[] data = HexFormat.of().parseHex(hex);
    String header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]},"
            + "\"x\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}";
    byte[] all = ByteBuffer.allocate(data.length + 4).put(data).put(new byte[4]).array();
    return Samples.file(
        header.formatted(data.length, data.length + 4, type, elements, data.length), all);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyTypeIsReadBesideOthersAndWrittenAsItWas(ElementType type) {
    String hex = "00112233445566778899aabb".substring(0, 2 * (int) type.bytes(1));
    SafetensorsFile content = Samples.read(file(type, 1, hex));
    assertThat(content.tensor("w").floats()).containsExactly(0);
    TensorEntry foreign = content.tensor("x");
    assertThat(foreign.type()).isEqualTo(type);
    SafetensorsFile again = Samples.read(Samples.write(content));
    assertThat(again.tensors()).containsExactlyInAnyOrderElementsOf(content.tensors());
    assertThat(again.tensor("x").bytes()).isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThat(Checksum.of(Checksum.addTo(again))).isEqualTo(Checksum.RIGHT);
  }

  @Test
  void onlyAskingForNumbersOfAForeignTypeIsAnError() {
    TensorEntry batches = Samples.read(file(ElementType.I64, 1, "0700000000000000")).tensor("x");
    assertThat(batches.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(batches.bytes().getLong()).isEqualTo(7);
    assertThatThrownBy(batches::floats)
        .isInstanceOf(CotangentException.class)
        .hasMessage("tensor 'x' is I64, expected F32");
    assertThatThrownBy(batches::dtype)
        .hasMessageContaining("'x' is I64, expected one of [F32, F64, I32, BOOL]; bytes()");
  }

  @Test
  void packedElementsFillTheirLastByte() {
    assertThat(ElementType.F4.bytes(3)).isEqualTo(2);
    assertThat(ElementType.F6_E2M3.bytes(4)).isEqualTo(3);
    assertThat(Samples.read(file(ElementType.F4, 3, "1203")).tensor("x").bytes().remaining())
        .isEqualTo(2);
  }

  @Test
  void everyHalfBecomesTheFloatOfItsValue() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float wide = ElementType.fromF16((short) bits);
      int exponent = bits >> 10 & 31;
      double magnitude =
          exponent == 0
              ? (bits & 1023) * 0x1p-24
              : (1 + (bits & 1023) * 0x1p-10) * Math.scalb(1.0, exponent - 15);
      if (exponent == 31) {
        assertThat(Float.isNaN(wide)).isEqualTo((bits & 1023) != 0);
        assertThat(Float.isInfinite(wide)).isEqualTo((bits & 1023) == 0);
      } else {
        assertThat((double) Math.abs(wide)).isEqualTo(magnitude);
      }
      assertThat(Float.floatToRawIntBits(wide) < 0).isEqualTo(bits >> 15 != 0);
    }
  }

  @Test
  void halvesAreReadAsFloats() {
    TensorEntry half = Samples.read(file(ElementType.F16, 4, "003c00c00100ff7b")).tensor("x");
    assertThat(half.floats()).containsExactly(1, -2, 0x1p-24f, 65504);
    TensorEntry brain = Samples.read(file(ElementType.BF16, 3, "803f00c0c07f")).tensor("x");
    assertThat(brain.floats()).containsExactly(1, -2, Float.NaN);
  }
}
