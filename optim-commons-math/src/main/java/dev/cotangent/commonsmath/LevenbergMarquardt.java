package dev.cotangent.commonsmath;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Levenberg–Marquardt for nonlinear least squares: minimizes ½ · Σ rᵢ(x)² for residuals r given as
 * tensors.
 *
 * <pre>
 * (JᵀJ + λ · D) · δ = −Jᵀr,   x ← x + δ,   λ smaller after success, larger after failure
 * </pre>
 *
 * <p>For small problems a few steps achieve what takes a first-order optimizer thousands. The
 * Jacobian J [n, m] of n residuals by m unknowns is computed row by row and factorized. From
 * Levenberg, 1944, and Marquardt, 1963, in the form of Moré's <i>MINPACK</i>, 1978, as implemented
 * in Commons Math.
 *
 * <p>Immutable; thread-safe if the function is.
 *
 * @param tolerance relative change of the cost below which the search stops, in (0, 1); 1e-10 by
 *     default
 * @param evaluations the largest number of evaluations, &ge; 1; 1000 by default
 */
public record LevenbergMarquardt(double tolerance, int evaluations) {

  /**
   * Validates the settings.
   *
   * @throws CotangentException if a value is out of range or NaN
   */
  public LevenbergMarquardt {
    if (!(tolerance > 0 && tolerance < 1) || evaluations < 1) {
      throw new CotangentException(
          "levenberg_marquardt: tolerance "
              + tolerance
              + " and "
              + evaluations
              + " evaluations, expected a tolerance in (0, 1) and at least 1 evaluation");
    }
  }

  /** Uses the default settings. */
  public LevenbergMarquardt() {
    this(1e-10, 1000);
  }

  /**
   * Fits the unknowns.
   *
   * @param residuals from an F64 vector [m] to an F64 tensor of at least m elements
   * @param start the starting point [m]
   * @throws CotangentException if there are fewer residuals than unknowns, the algorithm does not
   *     converge within the evaluations, or a residual or derivative is not finite
   */
  public Fit minimize(UnaryOperator<Tensor> residuals, RealVector start) {
    Evaluation evaluation = new Evaluation(residuals, start.getDimension());
    if (evaluation.results() < start.getDimension()) {
      throw new CotangentException(
          "levenberg_marquardt: "
              + evaluation.results()
              + " residuals for "
              + start.getDimension()
              + " unknowns, expected at least as many residuals as unknowns");
    }
    try {
      return fit(
          new LevenbergMarquardtOptimizer()
              .withCostRelativeTolerance(tolerance)
              .withParameterRelativeTolerance(tolerance)
              .optimize(problem(evaluation, start)));
    } catch (MathIllegalStateException failure) {
      throw new CotangentException(
          "levenberg_marquardt: did not converge: " + failure.getMessage(), failure);
    }
  }

  private LeastSquaresProblem problem(Evaluation evaluation, RealVector start) {
    int unknowns = start.getDimension();
    return new LeastSquaresBuilder()
        .start(start)
        .target(new double[evaluation.results()])
        .model(
            point -> {
              evaluation.at(point.toArray());
              double[] values = Finite.checked("residual", evaluation.values());
              double[] slopes = Finite.checked("derivative", evaluation.jacobian());
              return new Pair<>(
                  new ArrayRealVector(values, false), Matrices.of(slopes, values.length, unknowns));
            })
        .maxEvaluations(evaluations)
        .maxIterations(evaluations)
        .build();
  }

  private static Fit fit(Optimum optimum) {
    double norm = optimum.getCost();
    return new Fit(
        optimum.getPoint(),
        norm * norm / 2,
        optimum.getIterations(),
        optimum.getEvaluations(),
        optimum.getJacobian());
  }
}
