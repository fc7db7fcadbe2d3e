package dev.cotangent.conformance;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.rows.LogSumExp;
import dev.cotangent.core.op.rows.Softmax;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Optional;

/**
 * Error bounds of softmax and related ops, row by row in the order of their kernels: s = Σ exp(x −
 * max), where an error of the difference is a relative error of its exponential, then log s or a
 * product with 1/s. With p the row's softmax, an error e of x moves log s by Σ p·e and p itself by
 * p·(e + Σ p·e). Second-order terms, a millionth of these, are covered by a factor of 1.001.
 */
final class RowErrors {

  private static final double UNIT = RoundingErrors.UNIT;
  private static final double FUNCTION = 1e-7; // exp and log, as in ElementwiseErrors
  private static final double SECOND_ORDER = 1.001;

  private final double[] x;
  private final double[] errors;
  private final int start;
  private final int columns;
  private final double max;
  private final double logSum;

  private RowErrors(Estimate input, int start, int columns) {
    this.x = input.values();
    this.errors = input.errors();
    this.start = start;
    this.columns = columns;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + columns; i++) {
      largest = Math.max(largest, x[i]);
    }
    this.max = largest;
    double sum = 0;
    for (int i = start; i < start + columns; i++) {
      sum += StrictMath.exp(x[i] - largest);
    }
    this.logSum = StrictMath.log(sum);
  }

  static Optional<Estimate> of(Tensor node, List<Estimate> inputs) {
    Kind kind =
        node.op() instanceof LogSumExp
            ? RowErrors::logSumExp
            : node.op() instanceof Softmax
                ? RowErrors::softmax
                : node.op() instanceof SoftmaxCrossEntropy ? RowErrors::crossEntropy : null;
    return kind == null ? Optional.empty() : Optional.of(estimate(node, inputs, kind));
  }

  private interface Kind {
    double error(RowErrors row, int index, double label, double value);
  }

  private static Estimate estimate(Tensor node, List<Estimate> inputs, Kind kind) {
    Values output = Values.of(new double[node.shape().size()], node.type());
    node.op().reference(inputs.stream().map(Estimate::exact).toList(), output);
    double[] values = output.data();
    double[] errors = new double[values.length];
    int columns = inputs.get(0).type().shape().dim(-1);
    int width = node.op() instanceof Softmax ? columns : 1;
    for (int row = 0; row * width < values.length; row++) {
      RowErrors of = new RowErrors(inputs.get(0), row * columns, columns);
      double label = inputs.size() > 1 ? inputs.get(1).values()[row] : 0;
      for (int i = 0; i < width; i++) {
        double error = SECOND_ORDER * kind.error(of, i, label, values[row * width + i]);
        errors[row * width + i] = Double.isFinite(values[row * width + i]) ? error : 0;
      }
    }
    return new Estimate(node.type(), values, errors);
  }

  private double logSumExp(int index, double label, double y) {
    return mean(errors) + sumError() + FUNCTION * logSum + UNIT * Math.abs(y);
  }

  private double softmax(int index, double label, double y) {
    int i = start + index;
    double scaling = 2 * UNIT; // 1/s and the product with it
    double relative = errors[i] + mean(errors) + power(i) + sumError() + scaling;
    return y == 0 ? RoundingErrors.UNDERFLOW : y * relative + 2 * RoundingErrors.UNDERFLOW;
  }

  /** (max − x[label]) + log s. */
  private double crossEntropy(int index, double label, double y) {
    int chosen = start + (int) label;
    double distance = UNIT * (max - x[chosen]);
    double sent = errors[chosen] + mean(errors);
    return sent + distance + sumError() + FUNCTION * logSum + UNIT * Math.abs(y);
  }

  /** The relative error of exp(x − max). */
  private double power(int i) {
    return UNIT * (max - x[i]) + FUNCTION;
  }

  /** The relative error of s. */
  private double sumError() {
    double[] powers = new double[x.length];
    for (int i = start; i < start + columns; i++) {
      powers[i] = power(i);
    }
    return mean(powers) + RoundingErrors.roundings(columns - 1);
  }

  /** Σ p·numbers over the row. */
  private double mean(double[] numbers) {
    double sum = 0;
    for (int i = start; i < start + columns; i++) {
      double p = StrictMath.exp(x[i] - max - logSum);
      sum += p == 0 ? 0 : p * numbers[i];
    }
    return sum;
  }
}
