package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowersTest {

  @Test
  void realPowersAgreeWithTheMathematicalLibrary() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double base = Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 20);
      double exponent = 20 * random.nextDouble() - 10;
      double expected = StrictMath.pow(base, exponent);
      assertThat(Powers.power(base, exponent)).isCloseTo(expected, within(expected * 3e-14));
    }
  }

  @Test
  void specialPowers() {
    assertThat(Powers.power(0.0, 0.0)).isEqualTo(1);
    assertThat(Powers.power(0.0, 2.5)).isZero();
    assertThat(Powers.power(1.0, 2.5)).isEqualTo(1);
    assertThat(Powers.power(0.5, 5000.0)).isZero();
    assertThat(Powers.power(2.0, 5000.0)).isInfinite();
    assertThat(Powers.power(0.0, 0L)).isEqualTo(1);
    assertThat(Powers.power(3.0, 5L)).isEqualTo(243);
  }
}
