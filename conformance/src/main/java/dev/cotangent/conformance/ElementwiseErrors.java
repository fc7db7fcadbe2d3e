package dev.cotangent.conformance;

import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.elementwise.Compare;
import dev.cotangent.core.op.image.MaxPool;
import dev.cotangent.core.op.rows.Amax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Error bounds of functions that are monotone in each input on a small interval, or have an
 * extremum there, so that their values at its ends bound them. This holds for all elementwise
 * functions and for the maximum of a row or window.
 */
final class ElementwiseErrors {

  private static final double UNIT = RoundingErrors.UNIT;

  /** Relative errors; those above the unit are declared and tested in {@code core.math}. */
  private static final Map<String, Double> RELATIVE =
      Map.ofEntries(
          Map.entry("abs", 0.0),
          Map.entry("add", UNIT),
          Map.entry("amax", 0.0),
          Map.entry("cos", 1e-7),
          Map.entry("detach", 0.0),
          Map.entry("div", UNIT),
          Map.entry("erf", 1e-7),
          Map.entry("exp", 1e-7),
          Map.entry("expm1", 1.2e-7),
          Map.entry("log", 1e-7),
          Map.entry("log1p", 1e-7),
          Map.entry("max_pool", 0.0),
          Map.entry("maximum", 0.0),
          Map.entry("minimum", 0.0),
          Map.entry("mul", UNIT),
          Map.entry("neg", 0.0),
          Map.entry("normal_cdf", 4.5e-7),
          Map.entry("pow", 2 * UNIT),
          Map.entry("reciprocal", UNIT),
          Map.entry("relu", 0.0),
          Map.entry("sigmoid", 2e-7),
          Map.entry("sigmoid_grad", 4e-7 + UNIT),
          Map.entry("sin", 1e-7),
          Map.entry("softplus", 2.2e-7),
          Map.entry("sqrt", UNIT),
          Map.entry("square", UNIT),
          Map.entry("sub", UNIT),
          Map.entry("tanh", 2e-7),
          Map.entry("tanh_grad", 4e-7 + UNIT),
          Map.entry("where", 0.0));

  /** Error bound for subnormal results: 2.5 units plus the rounding of a product. */
  private static final double SUBNORMAL = 3 * (double) Float.MIN_VALUE;

  private ElementwiseErrors() {}

  static Optional<Estimate> of(Tensor node, List<Estimate> inputs) {
    Op op = node.op();
    if (op instanceof Compare compare) {
      return Optional.of(decision(node, compare, inputs));
    }
    boolean applies = op instanceof Elementwise || op instanceof Amax || op instanceof MaxPool;
    return applies ? Optional.of(rounded(node, inputs)) : Optional.empty();
  }

  private static Estimate rounded(Tensor node, List<Estimate> inputs) {
    Double relative = RELATIVE.get(node.op().id());
    if (relative == null) {
      throw new IllegalStateException("op " + node.op().id() + " has no relative error");
    }
    double[] values = evaluate(node, node.op(), inputs.stream().map(Estimate::exact).toList());
    double[] errors = new double[values.length];
    for (double[] corner : corners(node, node.op(), inputs)) {
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Math.max(errors[i], distance(corner[i], values[i]));
      }
    }
    double underflow = relative > UNIT ? SUBNORMAL * factor(inputs) : RoundingErrors.UNDERFLOW;
    for (int i = 0; relative > 0 && i < errors.length; i++) {
      double own = relative * (Math.abs(values[i]) + errors[i]) + underflow;
      errors[i] += Double.isFinite(values[i]) ? own : 0;
    }
    return new Estimate(node.type(), values, errors);
  }

  /** The largest factor by which a function's value is multiplied: the upstream gradient. */
  private static double factor(List<Estimate> inputs) {
    return inputs.size() < 2
        ? 1
        : 1 + Arrays.stream(inputs.get(1).magnitudes(true).data()).max().orElse(0);
  }

  private static double distance(double a, double b) {
    double distance = Double.compare(a + 0.0, b + 0.0) == 0 ? 0 : Math.abs(a - b);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  /** A comparison, undecided where the intervals of both sides overlap. */
  private static Estimate decision(Tensor node, Compare compare, List<Estimate> inputs) {
    double[] values = evaluate(node, compare, inputs.stream().map(Estimate::exact).toList());
    double[] errors = new double[values.length];
    Compare atLeast = new Compare(Compare.Relation.GREATER_EQUAL);
    List<double[]> corners = corners(node, compare, inputs);
    List<double[]> above = corners(node, atLeast, inputs);
    List<double[]> below = corners(node, atLeast, List.of(inputs.get(1), inputs.get(0)));
    for (int i = 0; i < values.length; i++) {
      boolean meet = holdsSomewhere(above, i) && holdsSomewhere(below, i);
      boolean always = values[i] == 1 && corners.stream().allMatch(holds(i));
      boolean never = values[i] == 0 && corners.stream().noneMatch(holds(i));
      boolean equality = compare.relation() == Compare.Relation.EQUAL;
      errors[i] = always || (never && !(equality && meet)) ? 0 : 1;
    }
    return new Estimate(node.type(), values, errors);
  }

  private static boolean holdsSomewhere(List<double[]> corners, int index) {
    return corners.stream().anyMatch(holds(index));
  }

  private static java.util.function.Predicate<double[]> holds(int index) {
    return corner -> corner[index] == 1;
  }

  /** Evaluates the op at each combination of interval ends of the inexact inputs. */
  private static List<double[]> corners(Tensor node, Op op, List<Estimate> inputs) {
    List<double[]> corners = new ArrayList<>();
    for (int corner = 0; corner < 1 << inputs.size(); corner++) {
      List<Values> ends = new ArrayList<>();
      boolean fresh = true;
      for (int i = 0; i < inputs.size(); i++) {
        boolean upper = (corner >> i & 1) != 0;
        fresh &= !(upper && inputs.get(i).isExact());
        ends.add(inputs.get(i).end(upper));
      }
      if (fresh) {
        corners.add(evaluate(node, op, ends));
      }
    }
    return corners;
  }

  private static double[] evaluate(Tensor node, Op op, List<Values> inputs) {
    Values output = Values.of(new double[node.shape().size()], node.type());
    op.reference(inputs, output);
    return output.data();
  }
}
