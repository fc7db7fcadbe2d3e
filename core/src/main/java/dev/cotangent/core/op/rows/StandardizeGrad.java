package dev.cotangent.core.op.rows;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link Standardize} in one op: (g − mean(g) − y·mean(g·y))/√(variance + ε) for x
 * and the upstream gradient g of its shape, with y, the variance and the means over the last axis.
 * Since y has mean 0, mean(g·y) is computed from g less its mean, so a common offset in g costs no
 * accuracy. Its derivative is that of its expansion.
 *
 * @param epsilon ε, above 0; rounded to float for F32
 */
public record StandardizeGrad(double epsilon) implements LastAxis {

  /**
   * Checks ε.
   *
   * @throws dev.cotangent.core.CotangentException if ε is not finite, or not above 0 as a float
   */
  public StandardizeGrad {
    Standardize.checkEpsilon("standardize_grad", epsilon);
  }

  @Override
  public String id() {
    return "standardize_grad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Types.rank(this, inputs.get(0), 1, Integer.MAX_VALUE);
    if (!inputs.get(1).equals(inputs.get(0))) {
      throw new ShapeException(
          id() + ": the upstream gradient is " + inputs.get(1) + ", expected " + inputs.get(0));
    }
    return Types.floating(this, inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    Values g = inputs.get(1);
    int columns = x.shape().dim(-1);
    for (int start = 0; start < output.data().length; start += columns) {
      double mean = Standardize.mean(x, start, columns);
      double deviation = Standardize.deviation(x, start, columns, mean, epsilon);
      double upstreamMean = Standardize.mean(g, start, columns);
      double products = 0;
      for (int i = start; i < start + columns; i++) {
        products += (g.at(i) - upstreamMean) * ((x.at(i) - mean) / deviation);
      }
      for (int i = start; i < start + columns; i++) {
        double shared = (x.at(i) - mean) / deviation * (products / columns);
        output.set(i, (g.at(i) - upstreamMean - shared) / deviation);
      }
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int columns = shape.dim(-1);
    int first = from * LastAxis.rowsPerUnit(shape) * columns;
    int rows = (to - from) * LastAxis.rowsPerUnit(shape);
    kernels.standardizeGrad(
        operands.floats(0),
        operands.offset(0) + first,
        operands.floats(1),
        operands.offset(1) + first,
        rows,
        columns,
        (float) epsilon,
        operands.out(),
        operands.outOffset() + first,
        scratch);
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor g = Standardize.centred(inputs.get(1));
    Tensor centred = Standardize.centred(inputs.get(0));
    Tensor deviation = Standardize.deviation(centred, epsilon);
    Tensor y = centred.div(deviation);
    Tensor slope = g.mul(y).mean(List.of(-1), true);
    return Optional.of(g.sub(y.mul(slope)).div(deviation));
  }
}
