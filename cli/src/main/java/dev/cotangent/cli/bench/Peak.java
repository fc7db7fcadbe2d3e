package dev.cotangent.cli.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Peak performance of this machine: fused multiply-adds in registers, by the Vector API. */
final class Peak {

  /** Looked up by name, since this module is compiled without the vector kernels. */
  private static final String PROBE = "dev.cotangent.kernels.vector.FmaPeak";

  private Peak() {}

  /** GFLOP/s of all threads together; NaN unless the vector kernels are in use. */
  static double gigaflops(String kernels, int threads) {
    if (!kernels.equals("vector")) {
      return Double.NaN;
    }
    try {
      MethodHandle probe =
          MethodHandles.publicLookup()
              .findStatic(
                  Class.forName(PROBE),
                  "gigaflops",
                  MethodType.methodType(double.class, int.class));
      return (double) probe.invokeExact(threads);
    } catch (Throwable e) {
      return Double.NaN; // without a probe, the fraction of the peak is left out
    }
  }
}
