package dev.cotangent.core.op.rows;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.elementwise.Sqrt;
import dev.cotangent.core.op.rule.Types;
import java.util.List;
import java.util.Optional;

/**
 * y = (x − mean)/√(variance + ε) over the last axis, as in layer normalization, with the variance
 * (Σ (x − mean)²)/n computed in a second pass. A constant row gives 0. The derivative is {@link
 * StandardizeGrad}.
 *
 * @param epsilon ε, above 0; rounded to float for F32
 */
public record Standardize(double epsilon) implements LastAxis {

  /**
   * Checks ε.
   *
   * @throws CotangentException if ε is not finite, or not above 0 as a float
   */
  public Standardize {
    checkEpsilon("standardize", epsilon);
  }

  static void checkEpsilon(String op, double epsilon) {
    if (!((float) epsilon > 0 && Double.isFinite(epsilon))) {
      throw new CotangentException(
          op + ": epsilon is " + epsilon + ", expected a float number above 0");
    }
  }

  @Override
  public String id() {
    return "standardize";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Types.rank(this, inputs.get(0), 1, Integer.MAX_VALUE);
    return Types.floating(this, inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    int columns = x.shape().dim(-1);
    for (int start = 0; start < output.data().length; start += columns) {
      double mean = mean(x, start, columns);
      double deviation = deviation(x, start, columns, mean, epsilon);
      for (int i = start; i < start + columns; i++) {
        output.set(i, (x.at(i) - mean) / deviation);
      }
    }
  }

  /** The mean, computed from the distances to the first element: exact for a constant row. */
  static double mean(Values x, int start, int columns) {
    double first = x.at(start);
    double sum = 0;
    for (int i = start; i < start + columns; i++) {
      sum += x.at(i) - first;
    }
    return first + sum / columns;
  }

  /** √(variance + ε). */
  static double deviation(Values x, int start, int columns, double mean, double epsilon) {
    double sum = 0;
    for (int i = start; i < start + columns; i++) {
      sum += (x.at(i) - mean) * (x.at(i) - mean);
    }
    return Math.sqrt(sum / columns + epsilon);
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int columns = shape.dim(-1);
    int first = from * LastAxis.rowsPerUnit(shape) * columns;
    int rows = (to - from) * LastAxis.rowsPerUnit(shape);
    kernels.standardize(
        operands.floats(0),
        operands.offset(0) + first,
        rows,
        columns,
        (float) epsilon,
        operands.out(),
        operands.outOffset() + first,
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new StandardizeGrad(epsilon).on(y.input(0), upstream));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor centred = centred(inputs.get(0));
    return Optional.of(centred.div(deviation(centred, epsilon)));
  }

  /** x − mean. */
  static Tensor centred(Tensor x) {
    return x.sub(x.mean(List.of(-1), true));
  }

  /** √(variance + ε), one for each row. */
  static Tensor deviation(Tensor centred, double epsilon) {
    return new Sqrt().on(centred.square().mean(List.of(-1), true).add(epsilon));
  }
}
