package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.portable.PortableKernels;
import org.openjdk.jmh.annotations.Param;

/** Elementwise functions of two operands. */
public class BinaryBenchmark extends KernelBenchmark {

  /** The function. */
  @Param({"ADD", "MUL", "DIV", "GREATER", "SIGMOID_GRAD"})
  public Binary op = Binary.ADD;

  /** The number of elements. */
  @Param({"4096", "65536"})
  public int size = 4096;

  private final Scalar scalar = new Scalar();
  private Kernels set = PortableKernels.of();
  private float[] a = {};
  private float[] b = {};
  private float[] y = {};

  /** For JMH. */
  public BinaryBenchmark() {}

  @Override
  String kernel() {
    return "binary " + op;
  }

  @Override
  String shape() {
    return Integer.toString(size);
  }

  @Override
  void prepare(Kernels chosen) {
    set = chosen;
    a = normals("a", size);
    b = normals("b", size);
    y = new float[size];
  }

  @Override
  void run() {
    set.binary(op, a, 0, b, 0, y, 0, size);
  }

  @Override
  float[] result() {
    return y;
  }

  @Override
  void runScalar() {
    scalar.binary(op, a, b, y);
  }

  @Override
  Work work() {
    return op == Binary.SIGMOID_GRAD ? Work.elements(size) : Work.floatsMoved(3.0 * size);
  }

  @Override
  Floor floor() {
    return switch (op) {
      case ADD, MUL -> new Floor(2, 2);
      case DIV -> new Floor(3, 3);
      case GREATER -> new Floor(1.2, 4); // the scalar loop may predict all branches
      default -> new Floor(1.6, 4);
    };
  }
}
