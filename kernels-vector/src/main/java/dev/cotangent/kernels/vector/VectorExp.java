package dev.cotangent.kernels.vector;

import static dev.cotangent.core.math.Polynomials.EXP_0;
import static dev.cotangent.core.math.Polynomials.EXP_1;
import static dev.cotangent.core.math.Polynomials.EXP_2;
import static dev.cotangent.core.math.Polynomials.EXP_3;
import static dev.cotangent.core.math.Polynomials.EXP_4;
import static dev.cotangent.core.math.Polynomials.EXP_MAX;
import static dev.cotangent.core.math.Polynomials.EXP_MIN;
import static dev.cotangent.core.math.Polynomials.LN2;
import static dev.cotangent.core.math.Polynomials.LN2_REST;
import static dev.cotangent.core.math.Polynomials.LOG2_E;
import static dev.cotangent.core.math.Polynomials.ROUNDER;
import static dev.cotangent.core.math.Polynomials.ROUNDER_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential, lane by lane the sequence of {@link dev.cotangent.core.math.Polynomials#exp}.
 */
final class VectorExp {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** The bits of 1f; powers of two are formed by adding to its exponent field. */
  private static final int ONE_BITS = 0x3F800000;

  private VectorExp() {}

  /**
   * y = e^(x − shift); returns the number of elements computed, in whole vectors. The polynomial
   * propagates NaN.
   */
  static int exp(float[] a, int ao, float shift, float[] y, int yo, int size) {
    int i = 0;
    for (; i <= size - L; i += L) {
      FloatVector x = FloatVector.fromArray(S, a, ao + i).sub(shift);
      FloatVector t = x.fma(LOG2_E, ROUNDER);
      FloatVector n = t.sub(ROUNDER);
      FloatVector r = n.fma(FloatVector.broadcast(S, -LN2), x);
      r = n.fma(FloatVector.broadcast(S, -LN2_REST), r);
      FloatVector q = r.fma(EXP_0, EXP_1);
      q = q.fma(r, FloatVector.broadcast(S, EXP_2));
      q = q.fma(r, FloatVector.broadcast(S, EXP_3));
      q = q.fma(r, FloatVector.broadcast(S, EXP_4));
      q = q.fma(r, FloatVector.broadcast(S, 1f));
      FloatVector e = q.fma(r, FloatVector.broadcast(S, 1f));
      IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = exponent.sub(half);
      e = e.mul(half.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
      e = e.mul(rest.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
      e = e.blend(0f, x.compare(VectorOperators.LT, EXP_MIN));
      e = e.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_MAX));
      e.intoArray(y, yo + i);
    }
    return i;
  }
}
