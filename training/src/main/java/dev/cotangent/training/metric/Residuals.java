package dev.cotangent.training.metric;

import dev.cotangent.core.metric.ExactSum;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The sums for the R² of a column. Those of targets are exact products, so that large means with
 * small spreads lose no precision.
 */
final class Residuals {

  private final ExactSum squaredErrors = ExactSum.of();
  private final ExactSum weights = ExactSum.of();
  private final ExactSum targets = ExactSum.of();
  private final ExactSum squaredTargets = ExactSum.of();
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;

  void add(float output, float target, float weight) {
    double error = (double) output - target;
    squaredErrors.add(weight * error * error);
    double weighted = (double) weight * target; // exact: 24 bits times 24 bits
    weights.add(weight);
    targets.add(weighted);
    squaredTargets.addProduct(weighted, target);
    least = Math.min(least, target);
    most = Math.max(most, target);
  }

  void add(Residuals later) {
    squaredErrors.add(later.squaredErrors);
    weights.add(later.weights);
    targets.add(later.targets);
    squaredTargets.add(later.squaredTargets);
    least = Math.min(least, later.least);
    most = Math.max(most, later.most);
  }

  /** Whether any element has a weight. */
  boolean counts() {
    return weights.value() > 0;
  }

  double score() {
    double errors = squaredErrors.value();
    if (least == most && !Double.isNaN(errors)) {
      return errors == 0 ? 1 : 0;
    }
    return targets.isFinite() ? 1 - errors / spread() : Double.NaN;
  }

  /** Σ w·(t − mean)² = Σ w·t² − (Σ w·t)² / Σ w, rounded only at the end. */
  private double spread() {
    BigDecimal sum = targets.exact();
    BigDecimal all = weights.exact();
    return squaredTargets
        .exact()
        .multiply(all)
        .subtract(sum.multiply(sum))
        .divide(all, MathContext.DECIMAL64)
        .doubleValue();
  }
}
