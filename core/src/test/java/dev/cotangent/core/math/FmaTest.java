package dev.cotangent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The substitute for hardware FMA against {@link Math#fma}, bit by bit. */
class FmaTest {

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1.0000001f,
    0.99999994f,
    1e-23f,
    3e19f
  };

  @Test
  void substituteAgreesOnAllTriplesOfSpecialValues() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        for (float c : SPECIAL) {
          check(a, b, c);
        }
      }
    }
  }

  @Test
  void substituteAgreesOnRandomBitPatterns() {
    SplittableRandom random = new SplittableRandom(1);
    int count = Fma.isFast() ? 2_000_000 : 20_000;
    for (int i = 0; i < count; i++) {
      check(
          Float.intBitsToFloat(random.nextInt()),
          Float.intBitsToFloat(random.nextInt()),
          Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  void substituteAgreesWhereTheSumCancelsOrIsSubnormal() {
    SplittableRandom random = new SplittableRandom(2);
    int count = Fma.isFast() ? 2_000_000 : 20_000;
    for (int i = 0; i < count; i++) {
      float a = (float) (random.nextDouble() + 0.5);
      float b = (float) ((random.nextDouble() + 0.5) * (i % 2 == 0 ? 1 : 1e-38));
      float c = -a * b;
      check(a, b, c);
      check(a, b, Math.nextUp(c));
      check(a, b, c * 1.5f);
      check(a, b, c * 0x1p-24f);
      check(a, b, c * 0x1p24f);
    }
  }

  private static void check(float a, float b, float c) {
    int expected = Float.floatToIntBits(Math.fma(a, b, c));
    if (Float.floatToIntBits(Fma.emulate(a, b, c)) != expected
        || Float.floatToIntBits(Fma.fma(a, b, c)) != expected) {
      assertThat(Fma.emulate(a, b, c)).as("fma(%s, %s, %s)", a, b, c).isEqualTo(Math.fma(a, b, c));
      assertThat(Fma.fma(a, b, c)).as("fma(%s, %s, %s)", a, b, c).isEqualTo(Math.fma(a, b, c));
    }
  }
}
