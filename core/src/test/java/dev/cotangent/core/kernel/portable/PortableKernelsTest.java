package dev.cotangent.core.kernel.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.BinaryFunction;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.UnaryFunction;
import dev.cotangent.core.math.Gaussian;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elementwise and row kernels against plain loops in double. */
class PortableKernelsTest {

  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private final PortableKernels kernels = PortableKernels.of();
  private final Scratch scratch = Scratch.of();
  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @EnumSource(Unary.class)
  void unaryIsRight(Unary op) {
    float[] x = random(1000, 8);
    if (op == Unary.LOG || op == Unary.LOG1P || op == Unary.SQRT) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.abs(x[i]);
      }
    }
    float[] y = new float[1000];
    kernels.unary(op, x, 3, y, 1, 990);
    assertThat(y[0]).isZero();
    assertThat(y[991]).isZero();
    for (int i = 0; i < 990; i++) {
      double expected = exact(op, x[3 + i]);
      assertThat((double) y[1 + i]).isCloseTo(expected, Offset.offset(1e-6 * Math.abs(expected)));
    }
  }

  private static double exact(Unary op, double x) {
    return switch (op) {
      case COPY -> x;
      case NEG -> -x;
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case RECIPROCAL -> 1 / x;
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case RELU -> Math.max(x, 0);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case TANH -> StrictMath.tanh(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG1P -> StrictMath.log1p(x);
      case SOFTPLUS -> StrictMath.log(1 + StrictMath.exp(x));
      case ERF -> Gaussian.erf(x);
      case NORMAL_CDF -> Gaussian.cdf(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
    };
  }

  @Test
  void functionsOfPluginsAreRight() {
    UnaryFunction cubed = x -> x * x * x;
    BinaryFunction hypotenuse = (a, b) -> Math.sqrt(a * a + b * b);
    float[] a = random(1000, 8);
    float[] b = random(1000, 8);
    float[] y = new float[1000];
    float[] z = new float[1000];
    kernels.apply(cubed, a, 3, y, 1, 990);
    kernels.apply(hypotenuse, a, 3, b, 1, z, 2, 990);
    assertThat(y[0]).isZero();
    assertThat(y[991]).isZero();
    for (int i = 0; i < 990; i++) {
      assertThat(y[1 + i]).isEqualTo((float) cubed.value(a[3 + i]));
      assertThat(z[2 + i]).isEqualTo((float) hypotenuse.value(a[3 + i], b[1 + i]));
    }
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void binaryIsRight(Binary op) {
    float[] a = random(1000, 8);
    float[] b = random(1000, 8);
    for (int i = 0; i < 1000; i += 7) {
      b[i] = a[(i + 2) % 1000];
    }
    for (int i = 0; op == Binary.POW && i < 1000; i++) {
      a[i] = Math.abs(a[i]);
    }
    float[] y = new float[1000];
    kernels.binary(op, a, 3, b, 1, y, 2, 990);
    for (int i = 0; i < 990; i++) {
      double expected = exact(op, a[3 + i], b[1 + i]);
      // a sum of two floats cancels; its error is that of one rounding
      double scale = Math.max(Math.abs(expected), 0);
      assertThat((double) y[2 + i]).isCloseTo(expected, Offset.offset(1e-6 * scale));
    }
  }

  private static double exact(Binary op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
      case POW -> (float) StrictMath.pow(a, b);
      case SIGMOID_GRAD -> b * exact(Unary.SIGMOID, a) * exact(Unary.SIGMOID, -a);
      case TANH_GRAD -> b * 4 * exact(Unary.SIGMOID, 2 * a) * exact(Unary.SIGMOID, -2 * a);
    };
  }

  @Test
  void specialValuesOfUnary() {
    float[] x = {0f, -0f, NAN, INF, -INF, -1f};
    assertThat(unary(Unary.RELU, x)).containsExactly(0f, 0f, NAN, INF, 0f, 0f);
    assertThat(unary(Unary.RECIPROCAL, x)).containsExactly(INF, -INF, NAN, 0f, -0f, -1f);
    assertThat(unary(Unary.SQRT, x)).containsExactly(0f, -0f, NAN, INF, NAN, NAN);
    assertThat(unary(Unary.EXP, x)).startsWith(1f, 1f, NAN, INF, 0f);
    assertThat(unary(Unary.LOG, x)).containsExactly(-INF, -INF, NAN, INF, NAN, NAN);
    assertThat(unary(Unary.ABS, x)).containsExactly(0f, 0f, NAN, INF, INF, 1f);
    assertThat(unary(Unary.TANH, x)).startsWith(0f, -0f, NAN, 1f, -1f);
    assertThat(unary(Unary.SIGMOID, x)).startsWith(0.5f, 0.5f, NAN, 1f, 0f);
  }

  private float[] unary(Unary op, float[] x) {
    float[] y = new float[x.length];
    kernels.unary(op, x, 0, y, 0, x.length);
    return y;
  }

  @Test
  void specialValuesOfBinary() {
    float[] a = {0f, -0f, NAN, 1f, INF};
    float[] b = {-0f, 0f, 1f, NAN, INF};
    assertThat(binary(Binary.MAX, a, b)).containsExactly(0f, 0f, NAN, NAN, INF);
    assertThat(binary(Binary.MIN, a, b)).containsExactly(-0f, -0f, NAN, NAN, INF);
    assertThat(binary(Binary.EQUAL, a, b)).containsExactly(1f, 1f, 0f, 0f, 1f);
    assertThat(binary(Binary.GREATER, a, b)).containsExactly(0f, 0f, 0f, 0f, 0f);
    assertThat(binary(Binary.GREATER_EQUAL, a, b)).containsExactly(1f, 1f, 0f, 0f, 1f);
  }

  private float[] binary(Binary op, float[] a, float[] b) {
    float[] y = new float[a.length];
    kernels.binary(op, a, 0, b, 0, y, 0, a.length);
    return y;
  }

  @Test
  void whereSelectsWithoutTouchingTheOtherValue() {
    float[] y = new float[5];
    kernels.where(
        new float[] {1, 0, -0f, NAN, 2},
        0,
        new float[] {1, NAN, NAN, 4, 5},
        0,
        new float[] {NAN, 7, 8, NAN, NAN},
        0,
        y,
        0,
        5);
    assertThat(y).containsExactly(1f, 7f, 8f, 4f, 5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 9, 15, 16, 17, 40, 100, 1000, 16 * 512, 16 * 512 + 5, 40_000})
  void rowSumsFollowTheRuleOfTheLanes(int cols) {
    float[] x = random(3 + 2 * cols, 2);
    float[] y = {9, 9, 9, 9};
    kernels.rowSums(x, 3, 2, cols, y, 1);
    assertThat(y).containsExactly(9f, laneSum(x, 3, cols), laneSum(x, 3 + cols, cols), 9f);
    double sum = 0;
    double magnitude = 0;
    for (int i = 3; i < 3 + cols; i++) {
      sum += x[i];
      magnitude += Math.abs(x[i]);
    }
    assertThat((double) y[1]).isCloseTo(sum, Offset.offset(2e-6 * magnitude));
  }

  private static float laneSum(float[] x, int offset, int n) {
    float[] lanes = new float[16];
    for (int begin = 0; begin < n; begin += 16 * 512) {
      float[] segment = new float[16];
      for (int i = begin; i < Math.min(n, begin + 16 * 512); i++) {
        segment[i % 16] += x[offset + i];
      }
      for (int lane = 0; lane < 16; lane++) {
        lanes[lane] += segment[lane];
      }
    }
    return Lanes.tree(lanes, 0);
  }

  @Test
  void columnSumsGoRowByRowInSegments() {
    for (int rows : new int[] {0, 1, 512, 1030}) {
      float[] x = random(1 + rows * 7, 2);
      float[] y = {9, 9, 9, 9, 9, 9, 9};
      kernels.columnSums(x, 1, 7, rows, 5, y, 1, scratch);
      for (int c = 0; c < 5; c++) {
        float total = 0;
        for (int begin = 0; begin < rows; begin += 512) {
          float sum = 0;
          for (int r = begin; r < Math.min(rows, begin + 512); r++) {
            sum += x[1 + r * 7 + c];
          }
          total += sum;
        }
        assertThat(y[1 + c]).isEqualTo(total);
      }
      assertThat(y[0]).isEqualTo(9f);
      assertThat(y[6]).isEqualTo(9f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 16, 33, 1000})
  void softmaxAndItsKinAreRight(int cols) {
    int rows = 3;
    float[] z = random(1 + rows * cols, 20);
    int[] labels = {0, cols - 1, cols / 2};
    float[] upstream = {1f, -0.5f, 3f};
    float[] p = new float[rows * cols];
    float[] lse = new float[rows];
    float[] loss = new float[rows];
    float[] dz = new float[rows * cols];
    kernels.softmax(z, 1, rows, cols, p, 0, scratch);
    kernels.logSumExp(z, 1, rows, cols, lse, 0, scratch);
    kernels.softmaxCrossEntropy(z, 1, labels, 0, rows, cols, loss, 0, scratch);
    float[] sameLoss = new float[rows];
    kernels.softmaxCrossEntropyGrad(
        z, 1, labels, 0, upstream, 0, rows, cols, dz, 0, sameLoss, 0, scratch);
    assertThat(sameLoss).isEqualTo(loss);
    for (int r = 0; r < rows; r++) {
      int row = 1 + r * cols;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < cols; i++) {
        max = Math.max(max, z[row + i]);
      }
      double sum = 0;
      for (int i = 0; i < cols; i++) {
        sum += StrictMath.exp(z[row + i] - max);
      }
      double exact = max + StrictMath.log(sum);
      assertThat((double) lse[r]).isCloseTo(exact, Offset.offset(1e-6 * (1 + Math.abs(exact))));
      assertThat((double) loss[r])
          .isCloseTo(exact - z[row + labels[r]], Offset.offset(1e-6 * (1 + Math.abs(exact))));
      for (int i = 0; i < cols; i++) {
        double q = StrictMath.exp(z[row + i] - max) / sum;
        // z − max is rounded to float, which moves the exponential by up to |z − max| · 6e-8
        assertThat((double) p[r * cols + i])
            .isCloseTo(q, Offset.offset(4e-6 * q + Float.MIN_VALUE));
        double g = (q - (i == labels[r] ? 1 : 0)) * upstream[r];
        assertThat((double) dz[r * cols + i])
            .isCloseTo(g, Offset.offset(4e-6 * Math.abs(upstream[r])));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 17, 200})
  void aRowHasTheSameBitsAmongOthersAndAlone(int cols) {
    int rows = 2 * 1024 / cols + 3;
    float[] z = random(1 + rows * cols, 20);
    z[1 + cols] = NAN;
    int[] labels = random.ints(rows, -1, cols + 1).toArray();
    float[] upstream = random(rows, 1);
    float[][] together = {
      new float[rows * cols],
      new float[rows],
      new float[rows],
      new float[rows * cols],
      new float[rows]
    };
    float[][] alone = {
      new float[rows * cols],
      new float[rows],
      new float[rows],
      new float[rows * cols],
      new float[rows]
    };
    softmaxes(z, labels, upstream, 0, rows, cols, together);
    for (int r = 0; r < rows; r++) {
      softmaxes(z, labels, upstream, r, 1, cols, alone);
    }
    for (int i = 0; i < alone.length; i++) {
      assertThat(together[i]).containsExactly(alone[i]);
    }
  }

  private void softmaxes(
      float[] z, int[] labels, float[] upstream, int r, int rows, int cols, float[][] out) {
    int at = r * cols;
    kernels.softmax(z, 1 + at, rows, cols, out[0], at, scratch);
    kernels.logSumExp(z, 1 + at, rows, cols, out[1], r, scratch);
    kernels.softmaxCrossEntropy(z, 1 + at, labels, r, rows, cols, out[2], r, scratch);
    kernels.softmaxCrossEntropyGrad(
        z, 1 + at, labels, r, upstream, r, rows, cols, out[3], at, out[4], r, scratch);
  }

  @Test
  void rowsOfInfinitiesAndNaN() {
    float[] x = {-INF, -INF, -INF, 0f, INF, 0f, NAN, 0f};
    float[] y = new float[4];
    kernels.logSumExp(x, 0, 4, 2, y, 0, scratch);
    assertThat(y).containsExactly(-INF, 0f, INF, NAN);
    float[] p = new float[8];
    kernels.softmax(x, 0, 4, 2, p, 0, scratch);
    assertThat(p).containsExactly(NAN, NAN, 0f, 1f, NAN, NAN, NAN, NAN);
  }

  @Test
  void unknownLabelsGiveNaNInTheirRowOnly() {
    float[] z = {1, 2, 3, 1, 2, 3, 1, 2, 3};
    int[] labels = {3, 1, -1};
    float[] loss = new float[3];
    kernels.softmaxCrossEntropy(z, 0, labels, 0, 3, 3, loss, 0, scratch);
    assertThat(loss[0]).isNaN();
    assertThat(loss[1]).isFinite();
    assertThat(loss[2]).isNaN();
    float[] dz = new float[9];
    kernels.softmaxCrossEntropyGrad(
        z, 0, labels, 0, new float[] {1, 1, 1}, 0, 3, 3, dz, 0, loss, 0, scratch);
    assertThat(loss[0]).isNaN();
    assertThat(loss[1]).isFinite();
    assertThat(loss[2]).isNaN();
    for (int i = 0; i < 9; i++) {
      assertThat(Float.isNaN(dz[i])).isEqualTo(i / 3 != 1);
    }
  }

  private float[] random(int n, double range) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) ((random.nextDouble() * 2 - 1) * range);
    }
    return x;
  }
}
