package dev.cotangent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.op.elementwise.Erf;
import dev.cotangent.core.op.elementwise.NormalCdf;
import dev.cotangent.core.op.elementwise.Softplus;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The polynomials against StrictMath in double, over a sample of every binade of their range. */
class PolynomialsTest {

  /** A prime, so that all mantissas take their turn. */
  private static final int STRIDE = 2003;

  /** Of the exponential, in units of {@link Float#MIN_VALUE}; see below for all floats. */
  private static final double SUBNORMAL_EXP = 0.86;

  private interface FloatFunction {
    float apply(float x);
  }

  @Test
  void expIsAccurateAndUnderflowsGradually() {
    check(Polynomials::exp, StrictMath::exp, -110f, 88.7f, 1e-7, SUBNORMAL_EXP);
    assertThat(Polynomials.exp(0f)).isEqualTo(1f);
    assertThat(Polynomials.exp(-0f)).isEqualTo(1f);
    assertThat(Polynomials.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(Polynomials.exp(-103.98f)).isZero();
    assertThat(Polynomials.exp(-104.5f)).isZero();
    assertThat(Polynomials.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Polynomials.exp(-Float.MAX_VALUE)).isZero();
    assertThat(Polynomials.exp(88.72f)).isFinite();
    assertThat(Polynomials.exp(88.73f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Polynomials.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Polynomials.exp(Float.NaN)).isNaN();
  }

  @Test
  void logIsAccurateDownToTheSmallestFloat() {
    check(Polynomials::log, StrictMath::log, Float.MIN_VALUE, Float.MAX_VALUE, 1e-7, 0);
    assertThat(Polynomials.log(1f)).isZero();
    assertThat(Polynomials.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Polynomials.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Polynomials.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Polynomials.log(-Float.MIN_VALUE)).isNaN();
    assertThat(Polynomials.log(Float.NEGATIVE_INFINITY)).isNaN();
    assertThat(Polynomials.log(Float.NaN)).isNaN();
  }

  @Test
  void tanhIsAccurateAndOdd() {
    check(Polynomials::tanh, StrictMath::tanh, -60f, 60f, 2e-7, 0.1);
    for (float x = 0f; x < 12f; x += 0.0137f) {
      assertThat(Float.floatToRawIntBits(Polynomials.tanh(-x)))
          .isEqualTo(Float.floatToRawIntBits(-Polynomials.tanh(x)));
    }
    assertThat(Polynomials.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Polynomials.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Polynomials.tanh(Float.NaN)).isNaN();
  }

  @Test
  void sigmoidIsAccurateInItsTails() {
    check(Polynomials::sigmoid, PolynomialsTest::sigmoid, -110f, 110f, 2e-7, SUBNORMAL_EXP);
    assertThat(Polynomials.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(Polynomials.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Polynomials.sigmoid(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Polynomials.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void expm1IsAccurateNearZero() {
    check(Exponentials::expm1, StrictMath::expm1, -30f, 88.7f, 1.2e-7, 0.8);
    assertThat(Exponentials.expm1(0f)).isZero();
    assertThat(Exponentials.expm1(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
    assertThat(Exponentials.expm1(-Float.MIN_VALUE)).isEqualTo(-Float.MIN_VALUE);
    assertThat(Exponentials.expm1(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Exponentials.expm1(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Exponentials.expm1(Float.NaN)).isNaN();
  }

  @Test
  void log1pIsAccurateNearZero() {
    check(Logarithms::log1p, StrictMath::log1p, -0.99999f, Float.MAX_VALUE, 1e-7, 0.8);
    assertThat(Logarithms.log1p(-1f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Logarithms.log1p(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Logarithms.log1p(-1.5f)).isNaN();
    assertThat(Logarithms.log1p(Float.NaN)).isNaN();
  }

  @Test
  void softplusIsAccurateFarBelowZero() {
    check(Exponentials::softplus, new Softplus()::value, -110f, 1e9f, 2e-7, 1.5);
    assertThat(Exponentials.softplus(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Exponentials.softplus(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Exponentials.softplus(Float.NaN)).isNaN();
  }

  @Test
  void erfIsAccurateAndOdd() {
    check(ErrorFunctions::erf, new Erf()::value, -10f, 10f, 1e-7, 0.8);
    for (float x = 0f; x < 5f; x += 0.0137f) {
      assertThat(ErrorFunctions.erf(-x)).isEqualTo(-ErrorFunctions.erf(x));
    }
    assertThat(ErrorFunctions.erf(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(ErrorFunctions.erf(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(ErrorFunctions.erf(Float.NaN)).isNaN();
  }

  @Test
  void theNormalDistributionIsAccurateInItsLowerTail() {
    check(ErrorFunctions::normalCdf, new NormalCdf()::value, -20f, 20f, 4.5e-7, 1.5);
    assertThat(ErrorFunctions.normalCdf(0f)).isEqualTo(0.5f);
    assertThat(ErrorFunctions.normalCdf(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(ErrorFunctions.normalCdf(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(ErrorFunctions.normalCdf(Float.NaN)).isNaN();
  }

  @Test
  void anglesAreAccurateAtAnyMagnitude() {
    check(Circular::sin, StrictMath::sin, -Float.MAX_VALUE, Float.MAX_VALUE, 1e-7, 0.8);
    check(Circular::cos, StrictMath::cos, -Float.MAX_VALUE, Float.MAX_VALUE, 1e-7, 0.8);
    assertThat(Circular.sin(Float.POSITIVE_INFINITY)).isNaN();
    assertThat(Circular.cos(Float.NaN)).isNaN();
  }

  @Test
  void powersAreThoseOfStrictMath() {
    float inf = Float.POSITIVE_INFINITY;
    float[] values = {
      0f,
      -0f,
      1f,
      -1f,
      0.5f,
      -0.5f,
      2f,
      -2f,
      3f,
      -3f,
      2.5f,
      -2.5f,
      1e20f,
      -1e20f,
      inf,
      -inf,
      Float.NaN,
      16777217f,
      Float.MIN_VALUE,
      Float.MAX_VALUE
    };
    for (float a : values) {
      for (float b : values) {
        float expected = (float) StrictMath.pow(a, b);
        assertThat(Logarithms.pow(a, b))
            .as("%s to the power %s", a, b)
            .satisfiesAnyOf(
                y -> assertThat(y).isEqualTo(expected),
                y ->
                    assertThat(y)
                        .isCloseTo(
                            expected, org.assertj.core.data.Percentage.withPercentage(1e-5)));
      }
    }
  }

  @Test
  void slopesAreAccurateWhereTheyAreTiny() {
    check(Polynomials::sigmoidGrad, x -> sigmoid(x) * sigmoid(-x), -110f, 110f, 4e-7, 0.8);
    check(Polynomials::tanhGrad, x -> 4 * sigmoid(2 * x) * sigmoid(-2 * x), -60f, 60f, 4e-7, 2.5);
    for (float x :
        new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
      assertThat(Polynomials.sigmoidGrad(x)).isZero();
      assertThat(Polynomials.tanhGrad(x)).isZero();
    }
    assertThat(Polynomials.sigmoidGrad(0f)).isEqualTo(0.25f);
    assertThat(Polynomials.tanhGrad(0f)).isEqualTo(1f);
    assertThat(Polynomials.sigmoidGrad(Float.NaN)).isNaN();
    assertThat(Polynomials.tanhGrad(Float.NaN)).isNaN();
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** All of them: the largest error, 0.858, belongs to few. */
  @Test
  void everySubnormalExponentialIsAccurate() {
    int first = Float.floatToIntBits(-87.3f);
    int last = Float.floatToIntBits(-104f);
    double largest = 0;
    for (int bits = first; bits <= last; bits++) {
      float x = Float.intBitsToFloat(bits);
      double exact = StrictMath.exp(x);
      if (exact < Float.MIN_NORMAL) {
        largest = Math.max(largest, Math.abs(Polynomials.exp(x) - exact) / Float.MIN_VALUE);
      }
    }
    assertThat(largest).isBetween(0.8, SUBNORMAL_EXP);
  }

  /**
   * Relative error where the result is normal, error in units of the smallest float where it is
   * subnormal.
   */
  private static void check(
      FloatFunction f,
      DoubleUnaryOperator exact,
      float low,
      float high,
      double relative,
      double units) {
    int checked = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!(x >= low && x <= high)) {
        continue;
      }
      double expected = exact.applyAsDouble(x);
      double error = Math.abs(f.apply(x) - expected);
      double bound =
          Math.abs(expected) < Float.MIN_NORMAL
              ? units * Float.MIN_VALUE
              : relative * Math.abs(expected);
      if (!(error <= bound)) {
        assertThat((double) f.apply(x))
            .as("f(%s)", x)
            .isCloseTo(expected, org.assertj.core.data.Offset.offset(bound));
      }
      checked++;
    }
    assertThat(checked).isGreaterThan(500_000);
  }
}
