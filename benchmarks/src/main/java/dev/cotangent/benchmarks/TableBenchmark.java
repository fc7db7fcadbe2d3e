package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.portable.PortableKernels;

/** Kernels over the rows or columns of a matrix X [rows, cols]. */
public abstract class TableBenchmark extends KernelBenchmark {

  final Scalar scalar = new Scalar();
  Kernels set = PortableKernels.of();
  int rows;
  int cols;
  float[] x = {};

  @Override
  final void prepare(Kernels chosen) {
    set = chosen;
    int[] sizes = Dimensions.of(shape());
    rows = sizes[0];
    cols = sizes[1];
    x = normals("x", rows * cols);
    prepareResult();
  }

  abstract void prepareResult();
}
