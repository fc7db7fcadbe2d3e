package dev.cotangent.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  // JDK 17 writes 1.9999999999999998E23, 8.409999999999999E21, 4.9999999999999996E22,
  // 9.999999999999999E22, 3.1185004836479997E290 and 5.8581906792798084E-244 for some of these.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.0E23",
        "8.41E21",
        "5.0E22",
        "1.0E23",
        "3.118500483648E290",
        "5.858190679279809E-244",
        "1.1E23",
        "2.2250738585072014E-308",
        "2.225073858507201E-308",
        "1.7976931348623157E308",
        "4.9E-324",
        "9.9E-324",
        "1.5E-323",
        "2.2E-322",
        "2.0E-44",
        "2.9802322387695312E-8",
        "9.999999999999998E-4",
        "0.001",
        "0.002",
        "-4.35",
        "123456.789",
        "100.0",
        "9999999.999999998",
        "1.0E7",
        "9.0E15",
        "-0.0",
        "0.0",
        "NaN",
        "Infinity",
        "-Infinity"
      })
  void writesADoubleInItsShortestForm(String text) {
    assertThat(Decimals.of(Double.parseDouble(text))).isEqualTo(text);
  }

  // JDK 17 writes 1.17549435E-38, 4.02000005E17, 9.0071993E15, 4.25324902E9, 8.5899346E9 and
  // 6.2599997E9 for some of these.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1754944E-38",
        "4.02E17",
        "9.007199E15",
        "4.253249E9",
        "8.589935E9",
        "6.26E9",
        "1.4E-45",
        "2.8E-45",
        "9.8E-45",
        "1.1E-44",
        "3.4028235E38",
        "1.0E7",
        "9999999.0",
        "0.001",
        "0.002",
        "9.999999E-4",
        "0.1",
        "1.6777216E7",
        "-2.5",
        "-0.0",
        "0.0",
        "NaN",
        "Infinity",
        "-Infinity"
      })
  void writesAFloatInItsShortestForm(String text) {
    assertThat(Decimals.of(Float.parseFloat(text))).isEqualTo(text);
  }

  @Test
  void everyPowerOfTwoReadsBack() {
    // The interval around these is lopsided.
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      for (double value : new double[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        assertThat(Double.parseDouble(Decimals.of(value))).isEqualTo(value);
        float narrow = (float) value;
        assertThat(Float.parseFloat(Decimals.of(narrow))).isEqualTo(narrow);
      }
    }
  }

  @Test
  void aNaNOfAnyBitsIsNaN() {
    Stream.of(0x7ff8_0000_0000_0001L, 0xfff0_0000_0000_0001L)
        .map(Double::longBitsToDouble)
        .forEach(nan -> assertThat(Decimals.of(nan)).isEqualTo("NaN"));
    assertThat(Decimals.of(Float.intBitsToFloat(0xffc0_0001))).isEqualTo("NaN");
  }
}
