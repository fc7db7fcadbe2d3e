package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.portable.PortableKernels;
import org.openjdk.jmh.annotations.Param;

/** Elementwise functions of one operand. */
public class UnaryBenchmark extends KernelBenchmark {

  /** The function. */
  @Param({"RELU", "EXP", "TANH", "SIGMOID"})
  public Unary op = Unary.RELU;

  /** The number of elements. */
  @Param({"4096", "65536"})
  public int size = 4096;

  private final Scalar scalar = new Scalar();
  private Kernels set = PortableKernels.of();
  private float[] x = {};
  private float[] y = {};

  /** For JMH. */
  public UnaryBenchmark() {}

  @Override
  String kernel() {
    return "unary " + op;
  }

  @Override
  String shape() {
    return Integer.toString(size);
  }

  @Override
  void prepare(Kernels chosen) {
    set = chosen;
    x = normals("x", size);
    y = new float[size];
  }

  @Override
  void run() {
    set.unary(op, x, 0, y, 0, size);
  }

  @Override
  float[] result() {
    return y;
  }

  @Override
  void runScalar() {
    scalar.unary(op, x, y);
  }

  @Override
  Work work() {
    return op == Unary.RELU ? Work.floatsMoved(2.0 * size) : Work.elements(size);
  }

  @Override
  Floor floor() {
    return op == Unary.RELU ? new Floor(4, 4) : new Floor(1, 3.5);
  }
}
