package dev.cotangent.benchmarks;

/**
 * The speed that a kernel must reach, as a multiple of the scalar loop, by kernel set.
 *
 * <p>A loop that C2 no longer vectorises falls to about 1; one that allocates or calls falls far
 * below. The floors leave a half of the least that was measured on Java 17 and 25 with 16 lanes, on
 * a busy machine.
 */
record Floor(double portable, double vector) {

  double of(String kernels) {
    return kernels.equals("portable") ? portable : vector;
  }
}
