package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Abs;
import dev.cotangent.core.op.elementwise.Div;
import dev.cotangent.core.op.elementwise.Exp;
import dev.cotangent.core.op.elementwise.Log;
import dev.cotangent.core.op.elementwise.Maximum;
import dev.cotangent.core.op.elementwise.Minimum;
import dev.cotangent.core.op.elementwise.Mul;
import dev.cotangent.core.op.elementwise.Neg;
import dev.cotangent.core.op.elementwise.Reciprocal;
import dev.cotangent.core.op.elementwise.Relu;
import dev.cotangent.core.op.elementwise.Sigmoid;
import dev.cotangent.core.op.elementwise.Sqrt;
import dev.cotangent.core.op.elementwise.Square;
import dev.cotangent.core.op.elementwise.Tanh;
import dev.cotangent.core.op.rows.Softmax;
import dev.cotangent.core.op.rows.Standardize;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and slopes at 0, −0, kinks, ±300, NaN and ±∞. */
class SpecialValuesTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double[] X = {0.0, -0.0, 300, -300, NAN, INF, -INF};

  /** What an op of one operand gives at {@link #X}, and its slope there. */
  record Special(Op op, List<Double> values, List<Double> slopes) {
    @Override
    public String toString() {
      return op.id();
    }
  }

  private static List<Double> all(double... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  static List<Special> specials() {
    double e300 = StrictMath.exp(300);
    double tiny = StrictMath.exp(-300);
    double tiny2 = 4 * StrictMath.exp(-600);
    double root = Math.sqrt(300);
    return List.of(
        new Special(new Abs(), all(0, 0, 300, 300, NAN, INF, INF), all(0, 0, 1, -1, 0, 1, -1)),
        new Special(
            new Exp(), all(1, 1, e300, tiny, NAN, INF, 0), all(1, 1, e300, tiny, NAN, INF, 0)),
        new Special(
            new Log(),
            all(-INF, -INF, StrictMath.log(300), NAN, NAN, INF, NAN),
            all(INF, -INF, 1.0 / 300, -1.0 / 300, NAN, 0, -0.0)),
        new Special(
            new Neg(), all(-0.0, 0, -300, 300, NAN, -INF, INF), all(-1, -1, -1, -1, -1, -1, -1)),
        new Special(
            new Reciprocal(),
            all(INF, -INF, 1.0 / 300, -1.0 / 300, NAN, 0, -0.0),
            all(-INF, -INF, -1.0 / 90000, -1.0 / 90000, NAN, -0.0, -0.0)),
        new Special(new Relu(), all(0, 0, 300, 0, NAN, INF, 0), all(0, 0, 1, 0, 1, 1, 0)),
        new Special(
            new Sigmoid(),
            all(0.5, 0.5, 1, tiny, NAN, 1, 0),
            all(0.25, 0.25, tiny, tiny, NAN, 0, 0)),
        new Special(
            new Sqrt(),
            all(0, -0.0, root, NAN, NAN, INF, NAN),
            all(INF, -INF, 0.5 / root, NAN, NAN, 0, NAN)),
        new Special(
            new Square(),
            all(0, 0, 90000, 90000, NAN, INF, INF),
            all(0, -0.0, 600, -600, NAN, INF, -INF)),
        new Special(
            new Tanh(), all(0, -0.0, 1, -1, NAN, 1, -1), all(1, 1, tiny2, tiny2, NAN, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("specials")
  void valuesAndSlopesInDoubles(Special special) {
    Tensor x = Tensor.f64(Shape.of(X.length), X);
    Tensor y = special.op.on(x);
    assertSame("value", y.toDoubles(), special.values, DType.F64);
    assertSame("slope", slope(y, x), special.slopes, DType.F64);
  }

  @ParameterizedTest
  @MethodSource("specials")
  void valuesAndSlopesOnPortableKernels(Special special) {
    Tensor x = Draw.floats(Tensor.f64(Shape.of(X.length), X));
    Tensor y = special.op.on(x);
    assertSame("value", y.toDoubles(), special.values, DType.F32);
    assertSame("slope", slope(y, x), special.slopes, DType.F32);
  }

  private static double[] slope(Tensor y, Tensor x) {
    return Gradients.of(y, Tensor.full(y.type(), 1), List.of(x)).of(x).toDoubles();
  }

  /** Equal, also in the sign of 0, or within 1e-6 (F32) or 1e-12 (F64) of the expected number. */
  private static void assertSame(String what, double[] actual, List<Double> expected, DType dtype) {
    for (int i = 0; i < X.length; i++) {
      double wanted = dtype.round(expected.get(i));
      double relative = dtype == DType.F32 ? 1e-6 : 1e-12;
      boolean close =
          Double.isFinite(wanted)
              && wanted != 0
              && Math.abs(actual[i] - wanted) <= relative * Math.abs(wanted) + Float.MIN_VALUE;
      assertThat(close || Double.compare(actual[i], wanted) == 0)
          .as("%s at %s is %s, not %s", what, X[i], actual[i], wanted)
          .isTrue();
    }
  }

  @Test
  void tiesShareTheCotangent() {
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      for (Op op : List.of(new Maximum(), new Minimum())) {
        Tensor a = Tensor.f64(Shape.of(3), 0.0, 2, -1).cast(dtype);
        Tensor b = Tensor.f64(Shape.of(3), -0.0, 2, -1).cast(dtype);
        Tensor y = op.on(a, b);
        assertThat(slope(y, a)).containsExactly(0.5, 0.5, 0.5);
        assertThat(slope(y, b)).containsExactly(0.5, 0.5, 0.5);
      }
    }
  }

  @Test
  void maximumAndMinimumPassNanOn() {
    Tensor a = Tensor.f64(Shape.of(3), NAN, 1, INF);
    Tensor b = Tensor.f64(Shape.of(3), 1, NAN, -INF);
    assertThat(new Maximum().on(a, b).toDoubles()).containsExactly(NAN, NAN, INF);
    assertThat(new Minimum().on(a, b).toDoubles()).containsExactly(NAN, NAN, -INF);
  }

  @Test
  void productsAndQuotientsFollowIeee() {
    Tensor a = Tensor.f64(Shape.of(4), 0, 1, -1, INF);
    Tensor b = Tensor.f64(Shape.of(4), INF, 0, 0, INF);
    assertThat(new Mul().on(a, b).toDoubles()).containsExactly(NAN, 0, -0.0, INF);
    assertThat(new Div().on(a, b).toDoubles()).containsExactly(0, INF, -INF, NAN);
  }

  @Test
  void whereNeverMultiplies() {
    Tensor x = Tensor.f64(Shape.of(3), -1.0, 0, 4);
    Tensor y = x.greater(0).where(x.log(), Tensor.full(x.type(), 0));
    assertThat(y.toDoubles()).containsExactly(0, 0, StrictMath.log(4));
    Tensor mask = Tensor.of(Shape.of(2), true, false);
    Tensor a = Tensor.f64(Shape.of(2), 1, INF);
    Tensor chosen = mask.where(a, Tensor.full(a.type(), 3));
    assertThat(chosen.toDoubles()).containsExactly(1, 3);
    assertThat(slope(chosen, a)).containsExactly(1, 0);
  }

  @Test
  void nanStaysInItsRow() {
    List<UnaryOperator<Tensor>> rowOps =
        List.of(
            Tensor::softmax,
            Tensor::logSumExp,
            x -> new Standardize(1e-5).on(x),
            x -> x.sum(1),
            x -> x.matmul(Tensor.full(x.type().with(Shape.of(3, 2)), 0.5)),
            x -> x.softmaxCrossEntropy(Tensor.i32(Shape.of(3), 0, 1, 2)),
            x -> new Softmax().on(x).mul(x));
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      Tensor x = Tensor.f64(Shape.of(3, 3), 1, 2, 3, 4, NAN, 6, 7, 8, 9).cast(dtype);
      for (UnaryOperator<Tensor> op : rowOps) {
        Tensor y = op.apply(x);
        assertNanInRowOne(y.toDoubles());
        assertNanInRowOne(Gradients.of(y.mul(y).sum(), x).of(x).toDoubles());
      }
    }
  }

  private static void assertNanInRowOne(double[] values) {
    int columns = values.length / 3;
    for (int i = 0; i < values.length; i++) {
      if (i / columns != 1) {
        assertThat(values[i]).as("element %d of %s", i, values).isFinite();
      }
    }
    boolean nan = false;
    for (int i = columns; i < 2 * columns; i++) {
      nan |= Double.isNaN(values[i]);
    }
    assertThat(nan).as("NaN in row 1 of %s", values).isTrue();
  }

  @Test
  void constantRowsAreStandardizedToZero() {
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      for (int columns : List.of(1, 3, 7, 100)) {
        for (double value : new double[] {0.1, -1e6 / 3, 1e30}) {
          Tensor x = Tensor.full(new TensorType(dtype, Shape.of(2, columns)), value);
          assertThat(new Standardize(1e-5).on(x).toDoubles()).containsOnly(0);
        }
      }
    }
  }

  @Test
  void anOffsetCostsNoDigits() {
    Tensor x = Tensor.of(Shape.of(4), 1f, 2f, 4f, 7f);
    float[] standardized = new Standardize(1e-5).on(x).toFloats();
    assertThat(new Standardize(1e-5).on(x.add(1 << 20)).toFloats()).containsExactly(standardized);
  }

  @Test
  void rowsOfExtremesAreStable() {
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      Tensor x = Tensor.of(Shape.of(2, 2), 300, -300, -1000, -1000).cast(dtype);
      double[] sums = x.logSumExp().toDoubles();
      assertThat(sums[0]).isEqualTo(300);
      assertThat(sums[1]).isCloseTo(-1000 + StrictMath.log(2), within(dtype));
      double[] shares = x.softmax().toDoubles();
      assertThat(shares[0]).isEqualTo(1);
      assertThat(shares[2]).isCloseTo(0.5, within(dtype));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(DType dtype) {
    return org.assertj.core.data.Offset.offset(dtype == DType.F32 ? 1e-4 : 1e-12);
  }
}
