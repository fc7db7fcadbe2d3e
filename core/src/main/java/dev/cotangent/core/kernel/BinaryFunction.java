package dev.cotangent.core.kernel;

/**
 * A function of two elements without loops of its own in the kernel sets: {@link
 * Kernels#apply(BinaryFunction, float[], int, float[], int, float[], int, int)} calls it for each
 * pair.
 */
public interface BinaryFunction {

  /** Computes the function for one pair of elements, in double precision. */
  double value(double a, double b);

  /**
   * Computes the function for one pair of F32 elements, with the same bits on every machine and
   * without allocating: by default {@link #value}, rounded.
   */
  default float float32(float a, float b) {
    return (float) value(a, b);
  }
}
