package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;

/**
 * Checks an optimizer on constant gradients of all magnitudes: a gradient must lead lower than its
 * opposite. The two are compared so that weight decay, or noise that depends on the step, has no
 * influence.
 */
record OptimizerSlopes(Optimizer rule, long seed) {

  private static final int STEPS = 8;
  private static final int LOWEST = -6;
  private static final int HIGHEST = 4;

  /** Bound on the rounding error of a parameter. */
  private static final double ROUNDING = 1e-6;

  /** Fails if steps go uphill, from 0 or from random parameters. */
  void run() {
    for (float start : new float[] {0, 1}) {
      if (rule.wholeParameters()) {
        for (int exponent = LOWEST; exponent <= HIGHEST; exponent++) {
          together(start, exponent);
        }
      } else {
        apart(start);
      }
    }
  }

  /** Checks elements with gradients of different magnitudes. */
  private void apart(float start) {
    float[] gradient = new float[Sweep.SIZE];
    for (int i = 0; i < gradient.length; i++) {
      double exponent = LOWEST + i * (double) (HIGHEST - LOWEST) / (gradient.length - 1);
      gradient[i] = (float) (StrictMath.pow(10, exponent) * (i % 2 == 0 ? 1 : -1));
    }
    double[] along = after(start, gradient, 1);
    double[] against = after(start, gradient, -1);
    for (int i = 0; i < gradient.length; i++) {
      double rounding = ROUNDING * Math.max(Math.abs(along[i]), Math.abs(against[i]));
      String message =
          "with a gradient of "
              + gradient[i]
              + " in each of "
              + STEPS
              + " steps a parameter goes to "
              + along[i]
              + ", and with "
              + -gradient[i]
              + " to "
              + against[i]
              + ": it goes uphill";
      Checks.that(!(Math.signum(gradient[i]) * (along[i] - against[i]) > rounding), message);
    }
  }

  /** Checks optimizers whose elements depend on each other by the sum along the gradient. */
  private void together(float start, int exponent) {
    float[] gradient = Draw.floats(new Draw(seed, "slope").doubles(Sweep.SIZE, 1));
    double size = StrictMath.pow(10, exponent);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= (float) size;
    }
    double[] along = after(start, gradient, 1);
    double[] against = after(start, gradient, -1);
    double rise = 0;
    double rounding = 0;
    for (int i = 0; i < gradient.length; i++) {
      rise += gradient[i] / size * (along[i] - against[i]);
      rounding += ROUNDING * Math.max(Math.abs(along[i]), Math.abs(against[i]));
    }
    Checks.that(
        !(rise > rounding),
        "with the same gradients of some "
            + size
            + " in each of "
            + STEPS
            + " steps it goes uphill");
  }

  private double[] after(float start, float[] gradient, int sign) {
    float[] signed = gradient.clone();
    for (int i = 0; i < signed.length; i++) {
      signed[i] *= sign;
    }
    Sweep sweep = new Sweep(rule, seed).scaled(start);
    for (int step = 0; step < STEPS; step++) {
      sweep.gradient(signed).step(rule);
    }
    return sweep.values();
  }
}
