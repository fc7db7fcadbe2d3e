package dev.cotangent.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecimalsProperties {

  private static final boolean JDK_WRITES_THE_SHORTEST = Runtime.version().feature() >= 19;

  @Property(tries = 5000)
  void aDoubleIsTheClosestOfTheShortest(@ForAll("doubles") double value) {
    String text = Decimals.of(value);
    assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertClosestOfTheShortest(text, new BigDecimal(value), d -> d.doubleValue() == value);
    if (JDK_WRITES_THE_SHORTEST) {
      assertThat(text).isEqualTo(Double.toString(value));
    }
  }

  @Property(tries = 5000)
  void aFloatIsTheClosestOfTheShortest(@ForAll("floats") float value) {
    String text = Decimals.of(value);
    assertThat(Float.floatToRawIntBits(Float.parseFloat(text)))
        .isEqualTo(Float.floatToRawIntBits(value));
    // BigDecimal.floatValue rounds twice before JDK 21; parsing does not.
    assertClosestOfTheShortest(
        text, new BigDecimal(value), d -> Float.parseFloat(d.toString()) == value);
    if (JDK_WRITES_THE_SHORTEST) {
      assertThat(text).isEqualTo(Float.toString(value));
    }
  }

  private static void assertClosestOfTheShortest(
      String text, BigDecimal exact, Predicate<BigDecimal> readsBack) {
    BigDecimal written = new BigDecimal(text);
    int digits = Math.max(2, written.stripTrailingZeros().precision());
    if (digits > 2) {
      for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
        assertThat(readsBack.test(exact.round(new MathContext(digits - 1, mode)))).isFalse();
      }
    }
    BigDecimal distance = written.subtract(exact).abs();
    for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
      BigDecimal other = exact.round(new MathContext(digits, mode));
      if (readsBack.test(other)) {
        assertThat(distance).isLessThanOrEqualTo(other.subtract(exact).abs());
      }
    }
  }

  @Provide
  Arbitrary<Double> doubles() {
    Arbitrary<Double> any = Arbitraries.longs().map(Double::longBitsToDouble);
    return Arbitraries.oneOf(any, any.map(d -> Math.scalb(1.0, Math.getExponent(d))), fewDigits())
        .filter(Double::isFinite);
  }

  @Provide
  Arbitrary<Float> floats() {
    Arbitrary<Float> any = Arbitraries.integers().map(Float::intBitsToFloat);
    return Arbitraries.oneOf(
            any,
            any.map(f -> Math.scalb(1f, Math.getExponent(f))),
            fewDigits().map(Double::floatValue))
        .filter(Float::isFinite);
  }

  private static Arbitrary<Double> fewDigits() {
    return Combinators.combine(
            Arbitraries.integers().between(-9999, 9999), Arbitraries.integers().between(-330, 308))
        .as((digits, power) -> Double.parseDouble(digits + "E" + power));
  }
}
