package dev.cotangent.core.op;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * An op with its own float32 kernel. Other ops are evaluated by their expansion or, if they have
 * none, by reference.
 */
public interface KernelOp extends Op {

  /** The relation of the result's rows (first axis) to those of the inputs. */
  Rows rows(List<TensorType> inputs, TensorType output);

  /**
   * The number of units that the work can be split into: rows, or elements of the result for a sum
   * over rows.
   */
  default int units(List<TensorType> inputs, TensorType output) {
    return output.shape().isScalar() ? 1 : output.shape().dim(0);
  }

  /**
   * Whether a row of the result needs only the same row of that input; if false, it needs the whole
   * input.
   */
  default boolean aligned(int input) {
    return true;
  }

  /**
   * Whether the op chooses its blocks of rows itself; if so, each call gets as many rows as
   * possible.
   */
  default boolean choosesBlocks() {
    return false;
  }

  /** Approximate number of floating-point operations, by which the work is shared among workers. */
  default double cost(List<TensorType> inputs, TensorType output) {
    return 8.0 * inputs.stream().mapToInt(input -> input.shape().size()).sum();
  }

  /** Approximate number of elements of an input that are read, for predictions; all by default. */
  default int elementsRead(int input, List<TensorType> inputs, TensorType output) {
    return inputs.get(input).shape().size();
  }

  /**
   * Computes the units from {@code from} (inclusive) to {@code to} (exclusive); must not allocate.
   */
  void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch);
}
