package dev.cotangent.core.kernel.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.math.Circular;
import dev.cotangent.core.math.ErrorFunctions;
import dev.cotangent.core.math.Exponentials;
import dev.cotangent.core.math.Gaussian;
import dev.cotangent.core.math.Logarithms;
import dev.cotangent.core.math.Polynomials;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The loops of functions have the bits of their scalar sequence, and their declared error, over a
 * sample of all floats; in the profile {@code long} over all of them.
 */
class ElementFunctionsTest {

  private static final int SIZE = ElementBlock.SIZE;

  /** A prime, so that all mantissas take their turn. */
  private static final int STRIDE = 100_003;

  private static final long FLOATS = 1L << 32;
  private static final int SHARES = 256;

  private interface FloatFunction {
    float apply(float x);
  }

  /**
   * A function with loops, its largest error, and the drop between neighbours that is no error,
   * both in units in the last place. {@link Math} is as exact as {@link StrictMath} for floats, and
   * several times as fast where HotSpot has an intrinsic.
   *
   * <p>The largest errors found are 0.892 (exp), 0.827 (log), 2.402 (sigmoid), 1.363 (tanh), 0.884
   * (expm1), 0.827 (log1p), 1.667 (softplus), 0.991 (erf), 3.771 (normalCdf), 0.828 (sin) and 0.825
   * (cos).
   */
  private enum Row {
    EXP(Unary.EXP, Polynomials::exp, Math::exp, 1, 1),
    LOG(Unary.LOG, Polynomials::log, Math::log, 0.9, 1),
    SIGMOID(Unary.SIGMOID, Polynomials::sigmoid, Unary.SIGMOID::value, 2.5, 2),
    TANH(Unary.TANH, Polynomials::tanh, StrictMath::tanh, 1.6, 1),
    EXPM1(Unary.EXPM1, Exponentials::expm1, StrictMath::expm1, 1, 1),
    LOG1P(Unary.LOG1P, Logarithms::log1p, StrictMath::log1p, 0.9, 1),
    SOFTPLUS(Unary.SOFTPLUS, Exponentials::softplus, Unary.SOFTPLUS::value, 1.8, 2),
    ERF(Unary.ERF, ErrorFunctions::erf, ElementFunctionsTest::erf, 1, 1),
    NORMAL_CDF(Unary.NORMAL_CDF, ErrorFunctions::normalCdf, ElementFunctionsTest::cdf, 4, 4),
    SIN(Unary.SIN, Circular::sin, Math::sin, 0.9, Double.POSITIVE_INFINITY),
    COS(Unary.COS, Circular::cos, Math::cos, 0.9, Double.POSITIVE_INFINITY);

    private final Unary op;

    @SuppressWarnings("ImmutableEnumChecker") // method references
    private final FloatFunction scalar;

    @SuppressWarnings("ImmutableEnumChecker") // method references
    private final DoubleUnaryOperator exact;

    private final double units;
    private final double below;

    Row(Unary op, FloatFunction scalar, DoubleUnaryOperator exact, double units, double below) {
      this.op = op;
      this.scalar = scalar;
      this.exact = exact;
      this.units = units;
      this.below = below;
    }
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void aSampleOfAllFloatsIsAccurateAndHasTheScalarBits(Row row) {
    check(row, 0, FLOATS, STRIDE);
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  @Tag("long")
  void allFloatsAreAccurateAndHaveTheScalarBits(Row row) {
    long share = FLOATS / SHARES;
    IntStream.range(0, SHARES).parallel().forEach(i -> check(row, i * share, (i + 1) * share, 1));
  }

  @Test
  void everyFunctionWithLoopsHasARow() {
    assertThat(Arrays.stream(Row.values()).map(row -> row.op))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Unary.values())
                .filter(op -> PortableFunctions.isApproximation(op))
                .toList());
  }

  private static void check(Row row, long from, long to, int stride) {
    float[] x = new float[SIZE];
    float[] y = new float[SIZE];
    for (long bits = from; bits < to; ) {
      int n = 0;
      for (; n < SIZE && bits < to; bits += stride) {
        x[n++] = Float.intBitsToFloat((int) bits);
      }
      PortableUnary.apply(row.op, x, 0, y, 0, n);
      for (int i = 0; i < n; i++) {
        float scalar = row.scalar.apply(x[i]);
        if (Float.floatToIntBits(scalar) != Float.floatToIntBits(y[i])) {
          assertThat(y[i]).as("%s(%s)", row, x[i]).isEqualTo(scalar);
        }
        accurate(row, x[i], y[i]);
        if (stride == 1 && i > 0) {
          ascending(row, x, y, i);
        }
      }
    }
  }

  private static void accurate(Row row, float x, float y) {
    double exact = row.exact.applyAsDouble(x);
    if (Float.compare((float) exact, y) != 0 || Float.isInfinite(y)) {
      boolean overflow = Math.abs(exact) > Float.MAX_VALUE && Float.isInfinite(y);
      if (!overflow && !(Math.abs(y - exact) <= row.units * unit(exact))) {
        assertThat((double) y).as("%s(%s)", row, x).isEqualTo(exact);
      }
    }
  }

  /** The last place of a float near the value. */
  private static double unit(double value) {
    int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT);
    return Math.scalb(1.0, Math.min(exponent, Float.MAX_EXPONENT) - 23);
  }

  /** Neighbours of larger size, so of smaller value if they are negative. */
  private static void ascending(Row row, float[] x, float[] y, int i) {
    float low = x[i] > 0 ? y[i - 1] : y[i];
    float high = x[i] > 0 ? y[i] : y[i - 1];
    if (low > high && low - high > row.below * unit(high)) {
      assertThat(high).as("%s near %s", row, x[i]).isGreaterThanOrEqualTo(low);
    }
  }

  /** The series where its second term is exact enough; it is much faster. */
  private static double erf(double x) {
    return Math.abs(x) < 1e-3
        ? 2 / Math.sqrt(Math.PI) * (x - x * x * x / 3)
        : Math.abs(x) > 6 ? Math.signum(x) : Gaussian.erf(x);
  }

  private static double cdf(double x) {
    return Math.abs(x) < 1e-3
        ? 0.5 + (x - x * x * x / 6) / Math.sqrt(2 * Math.PI)
        : Math.abs(x) > 20 ? (x > 0 ? 1 : 0) : Gaussian.cdf(x);
  }

  @Test
  void powersHaveTheScalarBitsAndAnErrorBelowOneUnit() {
    SplittableRandom random = new SplittableRandom(7);
    float[] a = new float[SIZE];
    float[] b = new float[SIZE];
    float[] y = new float[SIZE];
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < SIZE; i++) {
        boolean wild = round % 3 == 0;
        a[i] = wild ? any(random) : (float) StrictMath.exp(random.nextDouble() * 40 - 20);
        b[i] = round % 5 == 0 ? any(random) : (float) (random.nextDouble() * 200 - 100);
      }
      PortableBinary.apply(Binary.POW, a, 0, b, 0, y, 0, SIZE);
      for (int i = 0; i < SIZE; i++) {
        assertThat(Float.floatToIntBits(y[i]))
            .as("%s to the power %s", a[i], b[i])
            .isEqualTo(Float.floatToIntBits(Logarithms.pow(a[i], b[i])));
        double exact = StrictMath.pow(a[i], b[i]);
        boolean same = Float.compare((float) exact, y[i]) == 0;
        assertThat(same || Math.abs(y[i] - exact) < 0.9 * unit(exact))
            .as("%s to the power %s is %s, not %s", a[i], b[i], y[i], exact)
            .isTrue();
      }
    }
  }

  /** Any float, a whole number or a special value. */
  private static float any(SplittableRandom random) {
    float[] special = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY, -1f / 0f, 16777217f};
    return switch (random.nextInt(3)) {
      case 0 -> special[random.nextInt(special.length)];
      case 1 -> random.nextInt(20) - 10f;
      default -> Float.intBitsToFloat(random.nextInt());
    };
  }
}
