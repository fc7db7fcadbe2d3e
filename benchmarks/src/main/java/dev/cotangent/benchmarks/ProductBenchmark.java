package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.portable.PortableKernels;
import org.openjdk.jmh.annotations.Param;

/** Matrix products C [m, n] = A·B over k, in shapes of the form MxNxK. */
public abstract class ProductBenchmark extends KernelBenchmark {

  /** Multiply-adds that are enough for the scalar loop. */
  private static final double SCALAR_ENOUGH = 4e6;

  /** Which operand lies transposed. */
  @Param({"NN", "NT", "TN"})
  public Form form = Form.NN;

  private final Scalar scalar = new Scalar();
  private Kernels set = PortableKernels.of();
  private int m;
  private int n;
  private int k;
  private float[] a = {};
  private float[] b = {};
  private float[] c = {};

  @Override
  final String kernel() {
    return "matmul " + form;
  }

  @Override
  final void prepare(Kernels chosen) {
    set = chosen;
    int[] sizes = Dimensions.of(shape());
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    a = normals("a", m * k);
    b = normals("b", k * n);
    c = new float[m * n];
  }

  @Override
  final void run() {
    int lda = form == Form.TN ? m : k;
    int ldb = form == Form.NT ? k : n;
    set.matmul(form, m, n, k, a, 0, lda, b, 0, ldb, c, 0, n, false, scratch);
  }

  @Override
  final float[] result() {
    return c;
  }

  @Override
  final void runScalar() {
    scalar.matmul(form, scalarRows(), m, n, k, a, b, c);
  }

  private int scalarRows() {
    return (int) Math.max(1, Math.min(m, SCALAR_ENOUGH / ((double) n * k)));
  }

  @Override
  final double scalarShare() {
    return (double) scalarRows() / m;
  }

  @Override
  final Work work() {
    return Work.operations(2.0 * m * n * k);
  }
}
