package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.elementwise.Cast;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.image.ConvolveFilterGrad;
import dev.cotangent.core.op.image.ConvolveInputGrad;
import dev.cotangent.core.op.image.MaxPoolGrad;
import dev.cotangent.core.op.image.MaxPoolPick;
import dev.cotangent.core.op.rows.Sum;
import dev.cotangent.core.op.shape.Broadcast;
import dev.cotangent.core.op.shape.Concat;
import dev.cotangent.core.op.shape.Gather;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.op.shape.Pad;
import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.op.shape.ScatterAdd;
import dev.cotangent.core.op.shape.Slice;
import dev.cotangent.core.op.shape.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Error bounds of ops that move, add, or multiply and add: linear in some inputs, with non-negative
 * coefficients.
 *
 * <p>The op itself, applied to other numbers, yields what the bound needs: applied to magnitudes,
 * Σ|terms|; to magnitudes plus errors, the propagated error; to ones, the number n of terms. A sum
 * rounds n − 1 times and a chain of fused multiply-adds n times; zero terms do not round, and an op
 * that only moves elements has one term and does not round.
 */
final class LinearErrors {

  private static final Set<Class<? extends Op>> SUMS =
      Set.of(
          Broadcast.class,
          Cast.class,
          Concat.class,
          Gather.class,
          Pad.class,
          Reshape.class,
          ScatterAdd.class,
          Slice.class,
          Sum.class,
          Transpose.class);

  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(MatMul.class, Convolve.class, ConvolveFilterGrad.class, ConvolveInputGrad.class);

  /** Ops that are linear in the second input; the first selects elements and must be exact. */
  private static final Set<Class<? extends Op>> CHOSEN =
      Set.of(MaxPoolGrad.class, MaxPoolPick.class);

  private static final Set<Class<? extends Op>> INDEXED = Set.of(Gather.class, ScatterAdd.class);

  private LinearErrors() {}

  static Optional<Estimate> of(Tensor node, List<Estimate> inputs) {
    Class<? extends Op> op = node.op().getClass();
    if (CHOSEN.contains(op) && !inputs.get(0).isExact()) {
      throw new IllegalStateException(node.op().id() + ": the selecting input is not exact");
    }
    boolean products = PRODUCTS.contains(op);
    return products || SUMS.contains(op) || CHOSEN.contains(op)
        ? Optional.of(estimate(node, inputs, products))
        : Optional.empty();
  }

  private static Estimate estimate(Tensor node, List<Estimate> inputs, boolean products) {
    double[] values = evaluate(node, inputs, Estimate::exact);
    double[] sizes = evaluate(node, inputs, input -> input.magnitudes(false));
    double[] most = evaluate(node, inputs, input -> input.magnitudes(true));
    double[] terms = evaluate(node, inputs, Estimate::present);
    double[] errors = new double[values.length];
    for (int i = 0; i < errors.length; i++) {
      double roundings = Math.max(0, products ? terms[i] : terms[i] - 1);
      errors[i] = Math.max(0, most[i] - sizes[i]);
      errors[i] += RoundingErrors.roundings(roundings) * most[i];
      errors[i] += roundings * RoundingErrors.UNDERFLOW;
    }
    return new Estimate(node.type(), values, errors);
  }

  private interface View {
    Values of(Estimate input);
  }

  private static double[] evaluate(Tensor node, List<Estimate> inputs, View view) {
    List<Values> viewed = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      viewed.add(isLinear(node, i) ? view.of(inputs.get(i)) : inputs.get(i).exact());
    }
    // always F64: magnitudes of truth values may be 2
    TensorType wide = node.type().with(DType.F64);
    Values output = Values.of(new double[node.shape().size()], wide);
    node.op().reference(viewed, output);
    return output.data();
  }

  /** Whether the op is linear in an input; not in indices and selecting inputs. */
  private static boolean isLinear(Tensor node, int input) {
    Class<? extends Op> op = node.op().getClass();
    return !(input == 0 && CHOSEN.contains(op)) && !(input == 1 && INDEXED.contains(op));
  }
}
