package dev.cotangent.core.kernel;

/**
 * A function of one element without loops of its own in the kernel sets: {@link
 * Kernels#apply(UnaryFunction, float[], int, float[], int, int)} calls it for each element.
 */
public interface UnaryFunction {

  /** Computes the function for one element, in double precision. */
  double value(double x);

  /**
   * Computes the function for one F32 element, with the same bits on every machine and without
   * allocating: by default {@link #value}, rounded.
   */
  default float float32(float x) {
    return (float) value(x);
  }
}
