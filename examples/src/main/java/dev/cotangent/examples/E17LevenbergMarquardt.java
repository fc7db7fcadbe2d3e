package dev.cotangent.examples;

import dev.cotangent.commonsmath.Fit;
import dev.cotangent.commonsmath.LevenbergMarquardt;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * Fits a curve to measurements by nonlinear least squares: a·exp(−b·t) + c, the temperature of a
 * cooling cup of coffee.
 *
 * <p>The residuals are tensors, so their Jacobian comes from autodiff, and Levenberg-Marquardt
 * needs only a few steps.
 */
public final class E17LevenbergMarquardt {

  private static final double[] MINUTES = {0, 5, 10, 15, 20, 30, 45, 60};
  private static final double[] DEGREES = {85.1, 71.8, 61.5, 53.0, 46.4, 37.0, 28.5, 24.5};

  private E17LevenbergMarquardt() {}

  /** Prints the fitted curve. */
  public static void main(String[] args) {
    Fit fit = fit();
    System.out.printf(
        "%.1f · exp(−%.4f · t) + %.1f after %d steps%n",
        fit.point().getEntry(0),
        fit.point().getEntry(1),
        fit.point().getEntry(2),
        fit.iterations());
  }

  /** Fits (a, b, c). */
  static Fit fit() {
    return new LevenbergMarquardt()
        .minimize(
            E17LevenbergMarquardt::residuals, new ArrayRealVector(new double[] {50, 0.1, 10}));
  }

  private static Tensor residuals(Tensor abc) {
    Tensor t = Tensor.f64(Shape.of(MINUTES.length), MINUTES);
    Tensor a = abc.slice(0, 0, 1);
    Tensor b = abc.slice(0, 1, 2);
    Tensor c = abc.slice(0, 2, 3);
    Tensor curve = t.mul(b).neg().exp().mul(a).add(c);
    return curve.sub(Tensor.f64(Shape.of(DEGREES.length), DEGREES));
  }
}
