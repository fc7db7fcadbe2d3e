package dev.cotangent.core.check;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.List;

/**
 * Σ weight · output as a function of the inputs, for finite differences: outputs are subtracted
 * before they are weighted and added, so that unchanged outputs add no rounding error. Compiled
 * once. For one thread.
 */
final class WeightedSum {

  private static final double ROUNDING = 16 * Math.ulp(1.0);

  private final List<Tensor> leaves;
  private final List<double[]> points;
  private final List<double[]> weights;
  private final Run run;
  private final double[][] base;
  private final double magnitude;

  WeightedSum(
      List<Tensor> outputs, List<Tensor> weights, List<Tensor> leaves, List<double[]> points) {
    this.leaves = leaves;
    this.points = points;
    this.weights = weights.stream().map(Tensor::toDoubles).toList();
    this.run = Plan.compile(outputs, PortableKernels.of()).newRun();
    for (int i = 0; i < points.size(); i++) {
      if (depends(i)) {
        run.feed("x" + i, points.get(i), 0);
      }
    }
    this.base = evaluate();
    this.magnitude = new Difference(base, base, true).magnitude;
  }

  /** Number of inputs. */
  int inputs() {
    return points.size();
  }

  /** The array of an input's values; not a copy. */
  double[] point(int input) {
    return points.get(input);
  }

  /** The analytic gradient with respect to an input; zeros if none flows to it. */
  double[] gradient(Gradients gradients, int input) {
    return gradients
        .find(leaves.get(input))
        .map(gradient -> evaluate(gradient)[0])
        .orElseGet(() -> new double[point(input).length]);
  }

  private double[][] evaluate(Tensor gradient) {
    Run once = Plan.compile(List.of(gradient), PortableKernels.of()).newRun();
    for (int i = 0; i < points.size(); i++) {
      if (once.hasInput("x" + i)) {
        once.feed("x" + i, points.get(i), 0);
      }
    }
    once.execute();
    return new double[][] {once.read(0)};
  }

  private boolean depends(int input) {
    return run.hasInput("x" + input);
  }

  private double[][] evaluate() {
    run.execute();
    double[][] values = new double[weights.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = run.read(i);
    }
    return values;
  }

  /** The outputs with one element of an input moved. */
  private double[][] moved(int input, int element, double by) {
    if (!depends(input)) {
      return base;
    }
    double[] point = points.get(input);
    double before = point[element];
    point[element] = before + by;
    double[][] values = evaluate();
    point[element] = before;
    return values;
  }

  /** The slopes along one element, from four evaluations at distances h and 2h on both sides. */
  Slopes slopes(int input, int element, double h) {
    double[][] up = moved(input, element, h);
    double[][] down = moved(input, element, -h);
    double[][] up2 = moved(input, element, 2 * h);
    double[][] down2 = moved(input, element, -2 * h);
    Difference inner = new Difference(up, down, false);
    Difference outer = new Difference(up2, down2, false);
    double right = 4 * minusBase(up) - minusBase(up2);
    double left = minusBase(down2) - 4 * minusBase(down);
    double x = Math.max(Math.abs(points.get(input)[element]), Slopes.SMALLEST_SCALE);
    double ofArgument =
        Math.ulp(1.0) * x * Math.abs(inner.sum / h); // if x is scaled, as in sin(1000x)
    return new Slopes(
        (8 * inner.sum - outer.sum) / (12 * h),
        inner.sum / (2 * h),
        left / (2 * h),
        right / (2 * h),
        ROUNDING * (Math.max(inner.magnitude, outer.magnitude) / h + magnitude / x)
            + 2 * ofArgument / h);
  }

  /** The slopes with the five-point one extrapolated from distances h and 2h. */
  Slopes extrapolated(int input, int element, double h) {
    return slopes(input, element, h).extrapolated(slopes(input, element, 2 * h));
  }

  /** The change from a distance h below an element to h above it. */
  double change(int input, int element, double h) {
    return new Difference(moved(input, element, h), moved(input, element, -h), false).sum;
  }

  private double minusBase(double[][] values) {
    return new Difference(values, base, false).sum;
  }

  /** Σ weight · (a − b), and Σ |weight · a| over the elements that differ (or all). */
  private final class Difference {
    private double sum;
    private double magnitude;

    Difference(double[][] a, double[][] b, boolean all) {
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a[i].length; j++) {
          double weight = weights.get(i)[j];
          boolean same = Double.compare(a[i][j], b[i][j]) == 0;
          sum += same ? 0 : weight * (a[i][j] - b[i][j]);
          boolean counts = (all || !same) && Double.isFinite(a[i][j]);
          magnitude += counts ? Math.abs(weight * a[i][j]) : 0;
        }
      }
    }
  }
}
