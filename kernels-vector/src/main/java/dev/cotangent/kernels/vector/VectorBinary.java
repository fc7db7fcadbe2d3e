package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic of two operands; each method returns the number of elements computed, in whole
 * vectors.
 */
final class VectorBinary {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorBinary() {}

  static int add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.add(w).intoArray(y, yo + i);
    }
    return i;
  }

  static int sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.sub(w).intoArray(y, yo + i);
    }
    return i;
  }

  static int mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.mul(w).intoArray(y, yo + i);
    }
    return i;
  }

  static int div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.div(w).intoArray(y, yo + i);
    }
    return i;
  }

  static int max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.max(w).intoArray(y, yo + i);
    }
    return i;
  }

  static int min(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      v.min(w).intoArray(y, yo + i);
    }
    return i;
  }
}
