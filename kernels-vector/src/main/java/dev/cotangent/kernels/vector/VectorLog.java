package dev.cotangent.kernels.vector;

import static dev.cotangent.core.math.Polynomials.LN2_HIGH;
import static dev.cotangent.core.math.Polynomials.LN2_LOW;
import static dev.cotangent.core.math.Polynomials.LOG_0;
import static dev.cotangent.core.math.Polynomials.LOG_1;
import static dev.cotangent.core.math.Polynomials.LOG_2;
import static dev.cotangent.core.math.Polynomials.LOG_3;
import static dev.cotangent.core.math.Polynomials.LOG_4;
import static dev.cotangent.core.math.Polynomials.LOG_5;
import static dev.cotangent.core.math.Polynomials.LOG_6;
import static dev.cotangent.core.math.Polynomials.LOG_7;
import static dev.cotangent.core.math.Polynomials.LOG_8;
import static dev.cotangent.core.math.Polynomials.LOG_SCALE;
import static dev.cotangent.core.math.Polynomials.LOG_SCALE_EXPONENT;
import static dev.cotangent.core.math.Polynomials.ROUNDER;
import static dev.cotangent.core.math.Polynomials.ROUNDER_BITS;
import static dev.cotangent.core.math.Polynomials.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The logarithm, with the same sequence in each lane as {@link
 * dev.cotangent.core.math.Polynomials#log}.
 */
final class VectorLog {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorLog() {}

  /** y = ln a; returns the number of elements computed, in whole vectors. */
  static int log(float[] a, int ao, float[] y, int yo, int size) {
    int i = 0;
    for (; i <= size - L; i += L) {
      FloatVector x = FloatVector.fromArray(S, a, ao + i);
      VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = x.blend(x.mul(LOG_SCALE), subnormal).reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector n = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
      n = n.blend(n.sub(LOG_SCALE_EXPONENT), subnormal);
      FloatVector p = f.fma(LOG_0, LOG_1);
      p = p.fma(f, FloatVector.broadcast(S, LOG_2));
      p = p.fma(f, FloatVector.broadcast(S, LOG_3));
      p = p.fma(f, FloatVector.broadcast(S, LOG_4));
      p = p.fma(f, FloatVector.broadcast(S, LOG_5));
      p = p.fma(f, FloatVector.broadcast(S, LOG_6));
      p = p.fma(f, FloatVector.broadcast(S, LOG_7));
      p = p.fma(f, FloatVector.broadcast(S, LOG_8));
      FloatVector z = f.mul(f);
      FloatVector w = n.fma(FloatVector.broadcast(S, LN2_LOW), p.mul(f.mul(z)));
      w = z.fma(FloatVector.broadcast(S, -0.5f), w);
      w = n.fma(FloatVector.broadcast(S, LN2_HIGH), f.add(w));
      w = w.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      w = w.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
      w = w.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
      w = w.blend(Float.NaN, x.compare(VectorOperators.NE, x));
      w.intoArray(y, yo + i);
    }
    return i;
  }
}
