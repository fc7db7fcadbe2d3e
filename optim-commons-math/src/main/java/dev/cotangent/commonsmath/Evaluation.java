package dev.cotangent.commonsmath;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Jacobians;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Evaluates a function of m numbers and its Jacobian with a plan compiled once. Not thread-safe.
 */
final class Evaluation {

  private static final String POINT = "point";

  private final double[] point;
  private final int results;
  private final Run run;

  /**
   * Compiles a plan.
   *
   * @param function from an F64 vector [m] to any F64 tensor
   */
  Evaluation(UnaryOperator<Tensor> function, int size) {
    point = new double[size];
    Tensor x = Tensor.input(POINT, DType.F64, Shape.of(size));
    Tensor y = function.apply(x);
    if (y.dtype() != DType.F64) {
      throw new CotangentException(
          "the function returns " + y.type() + ", expected F64, the type of its argument");
    }
    results = y.shape().size();
    run =
        Plan.compile(List.of(y, Jacobians.of(y, x)), Registry.standard().portable())
            .newRun(ParameterStore.of(List.of()));
    if (run.hasInput(POINT)) {
      run.feed(POINT, point, 0);
    }
  }

  /** Number of results, n. */
  int results() {
    return results;
  }

  /** Evaluates the function and its Jacobian at a point. */
  void at(double[] where) {
    System.arraycopy(where, 0, point, 0, point.length);
    run.execute(Workers.serial());
  }

  /** The n results at the last point. */
  double[] values() {
    return run.read(0);
  }

  /** The Jacobian [n, m] at the last point, row by row. */
  double[] jacobian() {
    return run.read(1);
  }
}
