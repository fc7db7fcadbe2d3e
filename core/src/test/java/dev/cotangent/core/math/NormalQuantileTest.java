package dev.cotangent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.op.random.RandomNormal;
import org.junit.jupiter.api.Test;

/** The quantile in single precision against that in double, over a sample of all its bits. */
class NormalQuantileTest {

  private static final long LAST = 0xFFFFFFFFL;
  private static final RandomNormal EXACT = new RandomNormal(0, Shape.of(1));

  /** A prime, so that all places of the polynomials take their turn. */
  private static final int STRIDE = 16_411;

  @Test
  void isAccurateFromEndToEnd() {
    double worst = 0;
    for (long bits = 0; bits <= LAST; bits += STRIDE) {
      worst = Math.max(worst, error(bits));
    }
    for (long bits = 0; bits < 20_000; bits++) { // the tails, and both sides of the middle
      worst = Math.max(worst, Math.max(error(bits), error(LAST - bits)));
      worst = Math.max(worst, Math.max(error(LAST / 2 - bits), error(LAST / 2 + 1 + bits)));
    }
    assertThat(worst).isLessThan(4e-7);
  }

  @Test
  void isOdd() {
    for (long bits = 0; bits <= LAST; bits += 1_000_003) {
      assertThat(quantile(LAST - bits)).isEqualTo(-quantile(bits));
    }
  }

  private static double error(long bits) {
    double exact = EXACT.element(bits);
    return Math.abs(quantile(bits) - exact) / Math.abs(exact);
  }

  private static float quantile(long bits) {
    float log = Polynomials.log(NormalQuantile.complement(bits));
    return NormalQuantile.of(NormalQuantile.centred(bits), log);
  }
}
