package dev.cotangent.conformance;

import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropyGrad;
import dev.cotangent.core.order.GraphOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A running error analysis: bounds the difference between the float32 result of a graph and its
 * exact value.
 *
 * <p>The graph is an F64 graph whose inputs are float32 numbers, so rounding of the inputs is not
 * part of the comparison. In topological order each node gets its exact value from {@link
 * Op#reference} and an error bound with two parts:
 *
 * <ul>
 *   <li>the propagated errors of its inputs: an elementwise function is evaluated at the ends of
 *       its inputs' intervals ({@link ElementwiseErrors}), a sum or product is linear in them
 *       ({@link LinearErrors}, {@link RowErrors});
 *   <li>its own rounding, with u = 2⁻²⁴: u·|y| for arithmetic, the error that {@code Polynomials}
 *       declares and {@code PolynomialsTest} checks for other functions, and n·u/(1 − n·u)·Σ|terms|
 *       for n additions or fused multiply-adds in any order (N. Higham, <i>Accuracy and Stability
 *       of Numerical Algorithms</i>, 2002, section 3.1).
 * </ul>
 *
 * <p>A constant that is not a float32 number starts with its rounding error; a value that may
 * exceed the largest float32 number has an infinite bound, as have those computed from it. The
 * bound follows from the graph and its values alone; nothing is fitted to results. An op without a
 * rule is an error.
 */
public final class RoundingErrors {

  /** u, the unit roundoff of float32. */
  static final double UNIT = 0x1p-24;

  /** Half the distance between subnormal numbers: the rounding error on underflow. */
  static final double UNDERFLOW = 0x1p-150;

  private final IdentityHashMap<Tensor, Estimate> known = new IdentityHashMap<>();

  private RoundingErrors() {}

  /** Computes the values and error bounds of nodes. */
  public static List<Estimate> of(List<Tensor> outputs) {
    RoundingErrors errors = new RoundingErrors();
    return outputs.stream().map(errors::of).toList();
  }

  private Estimate of(Tensor output) {
    for (Tensor node :
        GraphOrder.of(List.of(output), node -> known.containsKey(node) ? List.of() : node.inputs())
            .nodes()) {
      if (!known.containsKey(node)) {
        known.put(node, overflowing(estimate(node)));
      }
    }
    return Objects.requireNonNull(known.get(output));
  }

  private Estimate estimate(Tensor node) {
    if (node.inputs().isEmpty()) {
      return leaf(node);
    }
    List<Estimate> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(Objects.requireNonNull(known.get(input))));
    return ElementwiseErrors.of(node, inputs)
        .or(() -> LinearErrors.of(node, inputs))
        .or(() -> RowErrors.of(node, inputs))
        .orElseGet(() -> of(expansion(node)));
  }

  /** The estimate with infinite errors where the float32 result may be infinite. */
  private static Estimate overflowing(Estimate estimate) {
    double[] errors = estimate.errors().clone();
    for (int i = 0; i < errors.length; i++) {
      double value = estimate.values()[i];
      if (Double.isFinite(value) && !(Math.abs(value) + errors[i] <= Float.MAX_VALUE)) {
        errors[i] = Double.POSITIVE_INFINITY;
      }
    }
    return new Estimate(estimate.type(), estimate.values(), errors);
  }

  private static Estimate leaf(Tensor node) {
    double[] values = node.toDoubles();
    double[] errors = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double error = Math.abs((float) values[i] - values[i]);
      errors[i] = error > 0 ? error : 0; // NaN if the value is not finite
    }
    return new Estimate(node.type(), values, errors);
  }

  /** The expansion of a node into simpler ops, in the order of its kernel. */
  private static Tensor expansion(Tensor node) {
    Op op = node.op();
    boolean inOrder = !(op instanceof KernelOp) || op instanceof SoftmaxCrossEntropyGrad;
    return KernelForms.of(node)
        .or(() -> inOrder ? op.expand(node.inputs()) : Optional.empty())
        .orElseThrow(() -> new IllegalStateException("op " + op.id() + " has no error rule"));
  }

  /** n·u/(1 − n·u): the relative error bound of n successive roundings. */
  static double roundings(double n) {
    return n * UNIT / (1 - n * UNIT);
  }
}
