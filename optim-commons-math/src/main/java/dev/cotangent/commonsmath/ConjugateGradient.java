package dev.cotangent.commonsmath;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/**
 * Nonlinear conjugate gradient: minimizes a scalar function f(x) by line searches along conjugate
 * directions.
 *
 * <pre>
 * d ← −g + max(0, gᵀ(g − g') / g'ᵀg') · d,   x ← x + α · d,   with α from a line search
 * </pre>
 *
 * <p>g' is the gradient of the previous step. No matrix is stored, so it suits more unknowns than
 * {@link LevenbergMarquardt}. From Polak and Ribière, 1969, as implemented in Commons Math.
 *
 * <p>Immutable; thread-safe if the function is.
 *
 * @param tolerance relative change of f in a step below which the search stops, in (0, 1); 1e-12 by
 *     default
 * @param evaluations the largest number of evaluations, &ge; 1; 10,000 by default
 */
public record ConjugateGradient(double tolerance, int evaluations) {

  /**
   * Validates the settings.
   *
   * @throws CotangentException if a value is out of range or NaN
   */
  public ConjugateGradient {
    if (!(tolerance > 0 && tolerance < 1) || evaluations < 1) {
      throw new CotangentException(
          "conjugate_gradient: tolerance "
              + tolerance
              + " and "
              + evaluations
              + " evaluations, expected a tolerance in (0, 1) and at least 1 evaluation");
    }
  }

  /** Uses the default settings. */
  public ConjugateGradient() {
    this(1e-12, 10_000);
  }

  /**
   * Minimizes a function.
   *
   * @param function from an F64 vector [m] to an F64 scalar
   * @param start the starting point [m]
   * @return the minimum
   * @throws CotangentException if the function is not scalar, the algorithm does not converge
   *     within the evaluations, or a value or derivative is not finite
   */
  public RealVector minimize(UnaryOperator<Tensor> function, RealVector start) {
    Evaluation evaluation = new Evaluation(function, start.getDimension());
    if (evaluation.results() != 1) {
      throw new CotangentException(
          "conjugate_gradient: the function returns "
              + evaluation.results()
              + " results, expected a scalar");
    }
    try {
      return new ArrayRealVector(optimize(evaluation, start).getPointRef());
    } catch (MathIllegalStateException failure) {
      throw new CotangentException(
          "conjugate_gradient: did not converge: " + failure.getMessage(), failure);
    }
  }

  private PointValuePair optimize(Evaluation evaluation, RealVector start) {
    MultivariateFunction value =
        point -> {
          evaluation.at(point);
          return Finite.checked("value", evaluation.values())[0];
        };
    MultivariateVectorFunction gradient =
        point -> {
          evaluation.at(point);
          return Finite.checked("derivative", evaluation.jacobian());
        };
    return new NonLinearConjugateGradientOptimizer(
            Formula.POLAK_RIBIERE, new SimpleValueChecker(tolerance, Double.MIN_NORMAL))
        .optimize(
            GoalType.MINIMIZE,
            new ObjectiveFunction(value),
            new ObjectiveFunctionGradient(gradient),
            new InitialGuess(start.toArray()),
            new MaxEval(evaluations));
  }
}
