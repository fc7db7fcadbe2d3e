package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Simple functions of one operand; each returns the number of elements computed, in whole vectors.
 */
final class VectorUnary {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorUnary() {}

  static int neg(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
    return i;
  }

  static int reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector.broadcast(S, 1f).div(v).intoArray(y, yo + i);
    }
    return i;
  }

  static int square(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
    return i;
  }

  static int sqrt(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
    return i;
  }

  static int abs(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
    return i;
  }

  static int relu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
    }
    return i;
  }
}
