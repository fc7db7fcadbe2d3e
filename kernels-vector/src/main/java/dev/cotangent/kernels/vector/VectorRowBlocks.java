package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of a matrix that are copied or added, row by row; each method returns how many columns it
 * made, in whole vectors.
 */
final class VectorRowBlocks {

  private static final VectorSpecies<Float> S = Narrow.SPECIES;
  private static final int L = S.length();

  private VectorRowBlocks() {}

  static int copy(float[] x, int xo, int ldx, float[] y, int yo, int ldy, int rows, int cols) {
    int whole = cols / L * L;
    for (int r = 0; r < rows; r++) {
      int from = xo + r * ldx;
      int to = yo + r * ldy;
      for (int i = 0; i < whole; i += L) {
        FloatVector.fromArray(S, x, from + i).intoArray(y, to + i);
      }
    }
    return whole;
  }

  static int add(float[] x, int xo, int ldx, float[] y, int yo, int ldy, int rows, int cols) {
    int whole = cols / L * L;
    for (int r = 0; r < rows; r++) {
      int from = xo + r * ldx;
      int to = yo + r * ldy;
      for (int i = 0; i < whole; i += L) {
        FloatVector sum = FloatVector.fromArray(S, y, to + i);
        sum.add(FloatVector.fromArray(S, x, from + i)).intoArray(y, to + i);
      }
    }
    return whole;
  }
}
