package dev.cotangent.commonsmath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class MinimizersTest {

  private static final RealMatrix A =
      new Array2DRowRealMatrix(new double[][] {{1, 0}, {1, 1}, {1, 2}, {1, 3}});

  private static final RealVector B = new ArrayRealVector(new double[] {1, 2.5, 2.5, 5});

  /** The residuals A·x − b of a straight line. */
  private static Tensor line(Tensor x) {
    return Matrices.toTensor(A)
        .matmul(x.reshape(Shape.of(2, 1)))
        .sub(Tensor.f64(Shape.of(4, 1), B.toArray()));
  }

  /** Rosenbrock's valley as residuals, 10(y − x²) and 1 − x: the minimum 0 is at (1, 1). */
  private static Tensor valley(Tensor point) {
    Tensor x = Tensor.f64(Shape.of(1, 2), 1.0, 0.0).matmul(point.reshape(Shape.of(2, 1)));
    Tensor y = Tensor.f64(Shape.of(1, 2), 0.0, 1.0).matmul(point.reshape(Shape.of(2, 1)));
    return Tensor.concat(0, y.sub(x.square()).mul(10), x.neg().add(1));
  }

  private static RealVector vector(double... values) {
    return new ArrayRealVector(values);
  }

  @Test
  void aLineIsThatOfTheNormalEquations() {
    RealMatrix normal = A.transpose().multiply(A);
    RealVector expected = new LUDecomposition(normal).getSolver().solve(A.transpose().operate(B));
    Fit fit = new LevenbergMarquardt().minimize(MinimizersTest::line, vector(0, 0));
    assertThat(fit.point().toArray()).containsExactly(expected.toArray(), within(1e-10));
    RealVector rest = A.operate(expected).subtract(B);
    assertThat(fit.cost()).isCloseTo(rest.dotProduct(rest) / 2, within(1e-12));
    assertThat(fit.jacobian().subtract(A).getNorm()).isLessThan(1e-12);
    RealVector byGradients =
        new ConjugateGradient().minimize(x -> line(x).square().sum(), vector(0, 0));
    assertThat(byGradients.toArray()).containsExactly(expected.toArray(), within(1e-5));
  }

  @Test
  void theValleyEndsAtItsKnownMinimum() {
    Fit fit = new LevenbergMarquardt().minimize(MinimizersTest::valley, vector(-1.2, 1));
    assertThat(fit.point().toArray()).containsExactly(new double[] {1, 1}, within(1e-8));
    assertThat(fit.evaluations()).isLessThan(50);
    RealVector byGradients =
        new ConjugateGradient().minimize(x -> valley(x).square().sum(), vector(-1.2, 1));
    assertThat(byGradients.toArray()).containsExactly(new double[] {1, 1}, within(1e-4));
  }

  @Test
  void matricesGoBothWays() {
    assertThat(Matrices.of(Matrices.toTensor(A))).isEqualTo(A);
    assertThatThrownBy(() -> Matrices.of(Tensor.f64(1.0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("two axes");
  }

  @Test
  void whatCannotBeMinimisedIsNamed() {
    assertThatThrownBy(() -> new LevenbergMarquardt().minimize(x -> x.sum(), vector(1, 2)))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "levenberg_marquardt: 1 residuals for 2 unknowns, expected at least as many residuals as unknowns");
    assertThatThrownBy(() -> new LevenbergMarquardt().minimize(Tensor::log, vector(-1)))
        .isInstanceOf(CotangentException.class)
        .hasMessage("residual 0 is NaN, expected a finite number");
    assertThatThrownBy(
            () ->
                new LevenbergMarquardt(1e-10, 2).minimize(MinimizersTest::valley, vector(-1.2, 1)))
        .isInstanceOf(CotangentException.class)
        .hasMessageStartingWith("levenberg_marquardt: did not converge");
    assertThatThrownBy(() -> new ConjugateGradient().minimize(x -> x, vector(1, 2)))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the function returns 2 results, expected a scalar");
    assertThatThrownBy(() -> new LevenbergMarquardt(0, 1)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new ConjugateGradient(2, 1)).isInstanceOf(CotangentException.class);
  }
}
