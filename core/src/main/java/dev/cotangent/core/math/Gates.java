package dev.cotangent.core.math;

/** Scalar sigmoid functions for reference evaluations, stable at any magnitude. */
public final class Gates {

  private Gates() {}

  /** σ(x), computed from e^−|x|, which never overflows. */
  public static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** σ(x)·σ(−x) = e/(1 + e)² with e = e^−|x|. */
  public static double sigmoidSlope(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }
}
