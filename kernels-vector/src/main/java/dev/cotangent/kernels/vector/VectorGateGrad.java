package dev.cotangent.kernels.vector;

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

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Derivatives of sigmoid and tanh, with the same sequence in each lane as {@link
 * dev.cotangent.core.math.Polynomials}.
 */
final class VectorGateGrad {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** The bits of 1f; powers of two are formed by adding to its exponent field. */
  private static final int ONE_BITS = 0x3F800000;

  private VectorGateGrad() {}

  /**
   * y = b · peak·e / (1+e)², e = e^−|steepness·a|; returns the number of elements computed, in
   * whole vectors.
   */
  static int gateGrad(
      float[] a,
      int ao,
      float[] b,
      int bo,
      float steepness,
      float peak,
      float[] y,
      int yo,
      int size) {
    int i = 0;
    for (; i <= size - L; i += L) {
      FloatVector x = FloatVector.fromArray(S, a, ao + i).mul(steepness).abs().neg();
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
      FloatVector d = e.add(1f);
      FloatVector slope = e.mul(peak).div(d.mul(d));
      FloatVector.fromArray(S, b, bo + i).mul(slope).intoArray(y, yo + i);
    }
    return i;
  }
}
