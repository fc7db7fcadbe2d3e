package dev.cotangent.testkit;

import dev.cotangent.core.random.RandomStream;
import java.util.List;

/** Draws random numbers from a seed. */
final class Draw {

  private final RandomStream random;
  private long next;

  Draw(long seed, String purpose) {
    this.random = RandomStream.of(seed, purpose);
  }

  /** Normal numbers with mean 0 and the given standard deviation, rounded to float. */
  double[] doubles(int size, double deviation) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.normal(next++) * deviation);
    }
    return values;
  }

  int below(int bound) {
    return random.below(bound, next++);
  }

  /** Random lengths of axes, at least 1. */
  int[] dims(int rank, int longest) {
    int[] dims = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = 1 + below(longest);
    }
    return dims;
  }

  static List<float[]> floats(List<double[]> values) {
    return values.stream().map(Draw::floats).toList();
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
