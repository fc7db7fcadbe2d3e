package dev.cotangent.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.random.RandomStream;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Sums are exact, so that no order changes them. */
class ExactSumsTest {

  private static final double[] SPECIAL = {
    0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1,
    -1,
    0x1p-30,
    0x1.fffffffffffffp52,
    1e308,
    -1e308
  };

  @Test
  void sumsOfRandomAndSpecialNumbersAreThoseOfBigDecimal() {
    RandomStream random = RandomStream.of(3, "numbers");
    for (int round = 0; round < 200; round++) {
      ExactSums sums = new ExactSums(2);
      ExactSums others = new ExactSums(2);
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = 0; i < 100; i++) {
        double number = number(random, round, i);
        (i % 3 == 0 ? others : sums).add(new double[] {Double.NaN, number});
        exact = exact.add(new BigDecimal(number));
      }
      assertThat(sums.plus(others).value(1)).isEqualTo(exact.doubleValue());
      assertThat(sums.value(0)).isZero();
    }
  }

  private static double number(RandomStream random, int round, int i) {
    if (round % 4 == 0) {
      return SPECIAL[random.below(SPECIAL.length, round * 100L + i)];
    }
    int exponent = random.below(round, 77_777L + round * 100L + i) - round / 2;
    return Math.scalb(random.normal(round, i, 0), exponent);
  }

  @Test
  void oppositesLeaveWhatWasThere() {
    ExactSums sums = new ExactSums(1);
    sums.add(new double[] {1e-300});
    sums.add(new double[] {1e300});
    sums.add(new double[] {-1e300});
    assertThat(sums.value(0)).isEqualTo(1e-300);
  }
}
