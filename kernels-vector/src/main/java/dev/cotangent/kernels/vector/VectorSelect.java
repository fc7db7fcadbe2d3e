package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Comparisons and selection; each method returns the number of elements computed, in whole vectors.
 */
final class VectorSelect {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorSelect() {}

  static int greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      FloatVector.zero(S).blend(1f, v.compare(VectorOperators.GT, w)).intoArray(y, yo + i);
    }
    return i;
  }

  static int greaterEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      FloatVector.zero(S).blend(1f, v.compare(VectorOperators.GE, w)).intoArray(y, yo + i);
    }
    return i;
  }

  static int equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      FloatVector.zero(S).blend(1f, v.compare(VectorOperators.EQ, w)).intoArray(y, yo + i);
    }
    return i;
  }

  static int where(
      float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector chosen = FloatVector.fromArray(S, mask, mo + i);
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector w = FloatVector.fromArray(S, b, bo + i);
      // unordered or different: NaN selects a, as with !=
      w.blend(v, chosen.compare(VectorOperators.NE, 0f)).intoArray(y, yo + i);
    }
    return i;
  }
}
