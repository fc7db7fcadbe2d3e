/** Kernels on the Vector API, with the same bits as the portable set at several times its speed. */
module dev.cotangent.kernels.vector {
  requires dev.cotangent.core;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.cotangent.core.kernel.KernelsProvider with
      dev.cotangent.kernels.vector.VectorKernelsProvider;
}
