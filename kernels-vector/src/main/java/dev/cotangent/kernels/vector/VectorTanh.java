package dev.cotangent.kernels.vector;

import static dev.cotangent.core.math.Polynomials.EXP_0;
import static dev.cotangent.core.math.Polynomials.EXP_1;
import static dev.cotangent.core.math.Polynomials.EXP_2;
import static dev.cotangent.core.math.Polynomials.EXP_3;
import static dev.cotangent.core.math.Polynomials.EXP_4;
import static dev.cotangent.core.math.Polynomials.LN2;
import static dev.cotangent.core.math.Polynomials.LN2_REST;
import static dev.cotangent.core.math.Polynomials.LOG2_E;
import static dev.cotangent.core.math.Polynomials.ROUNDER;
import static dev.cotangent.core.math.Polynomials.ROUNDER_BITS;
import static dev.cotangent.core.math.Polynomials.TANH_0;
import static dev.cotangent.core.math.Polynomials.TANH_1;
import static dev.cotangent.core.math.Polynomials.TANH_2;
import static dev.cotangent.core.math.Polynomials.TANH_3;
import static dev.cotangent.core.math.Polynomials.TANH_4;
import static dev.cotangent.core.math.Polynomials.TANH_SMALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The hyperbolic tangent, with the same sequence in each lane as {@link
 * dev.cotangent.core.math.Polynomials#tanh}.
 */
final class VectorTanh {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** The bits of 1f; powers of two are formed by adding to its exponent field. */
  private static final int ONE_BITS = 0x3F800000;

  /**
   * From here on 1 − 2/(e^x + 1) rounds to 1, so larger x are clamped and one power of two
   * suffices. JDK 17's C2 gives up on loops with many more operations than this one, and then
   * allocates vectors.
   */
  private static final float ONE_FROM = 40f;

  private static final int SIGN_BIT = 0x80000000;

  private VectorTanh() {}

  /** y = tanh a; returns the number of elements computed, in whole vectors. */
  static int tanh(float[] in, int ao, float[] y, int yo, int size) {
    int i = 0;
    for (; i <= size - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, in, ao + i);
      FloatVector a = v.abs();
      FloatVector x = a.add(a).min(ONE_FROM);
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
      e = e.mul(exponent.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats());
      FloatVector large = FloatVector.broadcast(S, 2f).div(e.add(1f));
      large = FloatVector.broadcast(S, 1f).sub(large);
      FloatVector z = a.mul(a);
      FloatVector p = z.fma(TANH_0, TANH_1);
      p = p.fma(z, FloatVector.broadcast(S, TANH_2));
      p = p.fma(z, FloatVector.broadcast(S, TANH_3));
      p = p.fma(z, FloatVector.broadcast(S, TANH_4));
      FloatVector small = a.mul(z).fma(p, a);
      IntVector bits =
          large.blend(small, a.compare(VectorOperators.LT, TANH_SMALL)).reinterpretAsInts();
      bits = bits.or(v.reinterpretAsInts().and(SIGN_BIT));
      bits.reinterpretAsFloats().intoArray(y, yo + i);
    }
    return i;
  }
}
