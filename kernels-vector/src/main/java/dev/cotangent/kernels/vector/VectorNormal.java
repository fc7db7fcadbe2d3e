package dev.cotangent.kernels.vector;

import static dev.cotangent.core.math.ErrorFunctions.CDF_MAX;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_0;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_1;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_10;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_11;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_2;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_3;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_4;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_5;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_6;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_7;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_8;
import static dev.cotangent.core.math.ErrorFunctions.TAIL_9;
import static dev.cotangent.core.math.Polynomials.EXP_0;
import static dev.cotangent.core.math.Polynomials.EXP_1;
import static dev.cotangent.core.math.Polynomials.EXP_2;
import static dev.cotangent.core.math.Polynomials.EXP_3;
import static dev.cotangent.core.math.Polynomials.EXP_4;
import static dev.cotangent.core.math.Polynomials.EXP_MIN;
import static dev.cotangent.core.math.Polynomials.LN2;
import static dev.cotangent.core.math.Polynomials.LN2_REST;
import static dev.cotangent.core.math.Polynomials.LOG2_E;
import static dev.cotangent.core.math.Polynomials.ROUNDER;
import static dev.cotangent.core.math.Polynomials.ROUNDER_BITS;

import dev.cotangent.core.math.ErrorFunctions;
import dev.cotangent.core.math.Polynomials;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The normal distribution, with the same sequence in each lane as {@link ErrorFunctions#normalCdf},
 * in two short loops over the result: JDK 17's C2 gives up on long ones.
 */
final class VectorNormal {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Elements of a block, which stays in the first-level cache between the loops. */
  private static final int BLOCK = 1024;

  /** The bits of 1f; powers of two are formed by adding to its exponent field. */
  private static final int ONE_BITS = 0x3F800000;

  private VectorNormal() {}

  /**
   * y = Φ(x); returns the number of elements computed, in whole vectors: none where y may be x,
   * since the last loop reads both.
   */
  static int cdf(float[] x, int xo, float[] y, int yo, int n) {
    if (x == y) {
      return 0;
    }
    int done = 0;
    for (int at = 0; at < n; at += BLOCK) {
      int size = Math.min(BLOCK, n - at);
      exponentials(x, xo + at, y, yo + at, size);
      done = at + tails(x, xo + at, y, yo + at, size);
    }
    return done;
  }

  /**
   * y = e^(−a²/2) for a = |x|, limited, as {@link Polynomials#exp(float, float)} computes it; a
   * comparison keeps NaN, and is cheaper than a minimum.
   */
  private static void exponentials(float[] in, int xo, float[] y, int yo, int size) {
    for (int i = 0; i <= size - L; i += L) {
      FloatVector a = FloatVector.fromArray(S, in, xo + i).abs();
      a = a.blend(CDF_MAX, a.compare(VectorOperators.GT, CDF_MAX));
      FloatVector half = a.mul(0.5f);
      FloatVector x = half.mul(a).neg();
      FloatVector lost = half.fma(a, x);
      FloatVector t = x.fma(LOG2_E, ROUNDER);
      FloatVector n = t.sub(ROUNDER);
      FloatVector r = n.fma(FloatVector.broadcast(S, -LN2), x).sub(lost);
      r = n.fma(FloatVector.broadcast(S, -LN2_REST), r);
      FloatVector q = r.fma(EXP_0, EXP_1);
      q = q.fma(r, FloatVector.broadcast(S, EXP_2));
      q = q.fma(r, FloatVector.broadcast(S, EXP_3));
      q = q.fma(r, FloatVector.broadcast(S, EXP_4));
      q = q.fma(r, FloatVector.broadcast(S, 1f));
      FloatVector e = q.fma(r, FloatVector.broadcast(S, 1f));
      IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector first = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector second = exponent.sub(first);
      e = e.mul(first.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
      e = e.mul(second.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
      e.blend(0f, x.compare(VectorOperators.LT, EXP_MIN)).intoArray(y, yo + i);
    }
  }

  /** y = Φ(x) from y, the exponential. */
  private static int tails(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector e = FloatVector.fromArray(S, y, yo + i);
      FloatVector a = v.abs();
      a = a.blend(CDF_MAX, a.compare(VectorOperators.GT, CDF_MAX));
      FloatVector t = a.sub(3f).div(a.add(3f));
      FloatVector p = t.fma(TAIL_0, TAIL_1);
      p = p.fma(t, FloatVector.broadcast(S, TAIL_2));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_3));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_4));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_5));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_6));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_7));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_8));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_9));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_10));
      p = p.fma(t, FloatVector.broadcast(S, TAIL_11));
      FloatVector tail = e.mul(p.div(a.add(1f)));
      FloatVector upper = FloatVector.broadcast(S, 1f).sub(tail);
      upper.blend(tail, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
    }
    return i;
  }
}
