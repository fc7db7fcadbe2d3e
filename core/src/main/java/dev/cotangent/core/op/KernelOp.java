package dev.cotangent.core.op;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * An op with a float32 kernel of its own; one without is evaluated by its expansion or, failing
 * that, by reference.
 */
public interface KernelOp extends Op {

  /** How the op treats the first axis. */
  Rows rows(List<TensorType> inputs, TensorType output);

  /**
   * The number of parts the work can be cut into: rows, or elements of the result for a sum over
   * rows.
   */
  default int units(List<TensorType> inputs, TensorType output) {
    return output.shape().isScalar() ? 1 : output.shape().dim(0);
  }

  /**
   * Whether a row of the result needs only the same row of that input; where false, it needs the
   * whole input.
   */
  default boolean aligned(int input) {
    return true;
  }

  /**
   * Whether the op passes over its rows in blocks of its own choice: it is then given as many rows
   * at once as there are.
   */
  default boolean choosesBlocks() {
    return false;
  }

  /** About how many floating-point operations it takes: what decides how it is shared out. */
  default double cost(List<TensorType> inputs, TensorType output) {
    return 8.0 * inputs.stream().mapToInt(input -> input.shape().size()).sum();
  }

  /**
   * Computes the parts from {@code from} (inclusive) to {@code to} (exclusive), allocating nothing.
   */
  void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch);
}
