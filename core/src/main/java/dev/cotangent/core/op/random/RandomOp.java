package dev.cotangent.core.op.random;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.work.Rows;
import java.util.List;

/**
 * An op whose elements are random; no gradient.
 *
 * <p>The inputs are the seed I32[2] and the step I32[2], each with the low word first, and the
 * index of the first row, I32[1]. Element e of row r is a function of 32 of the bits that {@link
 * RandomStream} gives for (seed, path, step, first row + r, e/2), the lower half for an even e, and
 * of nothing else.
 */
public sealed interface RandomOp extends KernelOp permits Bernoulli, RandomNormal, RandomUniform {

  /** {@link RandomStream#hash} of the place of use. */
  long pathHash();

  /** The shape of the result, whose first axis counts rows. */
  Shape shape();

  /** The element type of the result. */
  DType dtype();

  /**
   * Computes an element from random bits.
   *
   * @param bits in [0, 2³²)
   */
  double element(long bits);

  /** Computes rows in single precision. */
  void draw(
      Kernels kernels,
      long seed,
      long step,
      long firstRow,
      int rows,
      int columns,
      float[] y,
      int yOffset,
      Scratch scratch);

  @Override
  default TensorType infer(List<TensorType> inputs) {
    int[] lengths = {2, 2, 1};
    for (int i = 0; i < lengths.length; i++) {
      if (!inputs.get(i).equals(new TensorType(DType.I32, Shape.of(lengths[i])))) {
        throw new ShapeException(
            id() + ": input " + i + " is " + inputs.get(i) + ", expected I32[" + lengths[i] + "]");
      }
    }
    return new TensorType(dtype(), shape());
  }

  @Override
  default Rows rows(List<TensorType> inputs, TensorType output) {
    return shape().isScalar() ? Rows.WHOLE : Rows.ROWWISE;
  }

  @Override
  default boolean aligned(int input) {
    return false; // seed, step and first row are the same for every row
  }

  @Override
  default double cost(List<TensorType> inputs, TensorType output) {
    return 40.0 * shape().size(); // twenty rounds of three operations give two elements
  }

  @Override
  default void reference(List<Values> inputs, Values output) {
    long seed = word((int) inputs.get(0).at(0), (int) inputs.get(0).at(1));
    long step = word((int) inputs.get(1).at(0), (int) inputs.get(1).at(1));
    long firstRow = (long) inputs.get(2).at(0);
    int columns = columns();
    for (int i = 0; i < output.data().length; i++) {
      int element = i % columns;
      long both = RandomStream.bits(seed, pathHash(), step, firstRow + i / columns, element >> 1);
      output.set(i, element((element & 1) == 0 ? both & 0xFFFFFFFFL : both >>> Integer.SIZE));
    }
  }

  @Override
  default void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    long seed = word(operands.ints(0), operands.offset(0));
    long step = word(operands.ints(1), operands.offset(1));
    long firstRow = (long) operands.ints(2)[operands.offset(2)] + from;
    int columns = columns();
    int at = operands.outOffset() + from * columns;
    draw(kernels, seed, step, firstRow, to - from, columns, operands.out(), at, scratch);
  }

  @Override
  default void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // random elements do not depend on differentiable inputs
  }

  private int columns() {
    int columns = 1;
    for (int axis = 1; axis < shape().rank(); axis++) { // creates no shape: this runs at every step
      columns *= shape().dim(axis);
    }
    return columns;
  }

  private static long word(int[] words, int offset) {
    return word(words[offset], words[offset + 1]);
  }

  private static long word(int low, int high) {
    return ((long) high << Integer.SIZE) | (low & 0xFFFFFFFFL);
  }
}
