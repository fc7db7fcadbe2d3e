package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Warms up the JVM's type profiles of vector classes, before any loop is compiled.
 *
 * <p>The methods of {@link FloatVector} and {@link IntVector} that loops call (some on a vector
 * carried between iterations) call others on a vector that, to C2, may have any width. Only their
 * type profile, which all loops share, tells C2 that there is a single class. A loop that is
 * compiled before the profile has an entry keeps a virtual call and allocates its vectors
 * permanently. This happened in one start out of three on JDK 17, where the first loops become hot
 * before anything has been profiled.
 */
final class TypeProfiles {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Iterations: well above the 200 calls after which a method is compiled with profiling. */
  private static final int TURNS = 1000;

  private TypeProfiles() {}

  /** Calls the vector methods that the loops of this package call. */
  static void mature() {
    float[] values = new float[S.length()];
    FloatVector carried = FloatVector.zero(S);
    for (int i = 0; i < TURNS; i++) {
      carried = carried.fma(FloatVector.fromArray(S, values, 0), FloatVector.broadcast(S, 1f));
      carried.intoArray(values, 0);
      floats(values);
      integers(values);
    }
  }

  private static void floats(float[] values) {
    FloatVector x = FloatVector.fromArray(S, values, 0);
    FloatVector y = x.add(x).sub(x).mul(x).max(x).min(x).abs().neg().sqrt();
    y = y.add(1f).mul(2f).max(1f).min(2f).fma(1f, 2f).div(x.max(1f));
    VectorMask<Float> mask = x.compare(VectorOperators.LT, y);
    y.blend(x, mask).blend(1f, x.compare(VectorOperators.GT, 1f)).intoArray(values, 0);
  }

  private static void integers(float[] values) {
    IntVector x = FloatVector.fromArray(S, values, 0).reinterpretAsInts();
    IntVector y = x.add(1).sub(2).sub(x).add(x).and(1).or(x);
    y = y.lanewise(VectorOperators.ASHR, 1).lanewise(VectorOperators.LSHL, 1);
    y.and(0).reinterpretAsFloats().intoArray(values, 0);
  }
}
