package dev.cotangent.core.op;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Cotangents;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.random.RandomStream;
import java.util.List;

/**
 * A random BOOL tensor that holds with a probability at each element; no gradient.
 *
 * <p>Inputs are the seed I32[2] and the step I32[2], each with its low word first, and the number
 * of the first row, I32[1]. Element e of row r is decided by 32 of the bits that {@link
 * RandomStream} gives for (seed, path, step, first row + r, e/2), and by nothing else: the bits as
 * an unsigned number, times 2⁻³², are less than the probability.
 *
 * @param pathHash {@link RandomStream#hash} of the place of use
 * @param probability in [0, 1]
 * @param shape of the result; the first axis counts rows
 */
public record Bernoulli(long pathHash, double probability, Shape shape) implements KernelOp {

  /** Checks the probability. */
  public Bernoulli {
    if (!(probability >= 0 && probability <= 1)) {
      throw new CotangentException("bernoulli: probability " + probability + " is not in [0, 1]");
    }
  }

  @Override
  public String id() {
    return "bernoulli";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    int[] lengths = {2, 2, 1};
    for (int i = 0; i < lengths.length; i++) {
      if (!inputs.get(i).equals(new TensorType(DType.I32, Shape.of(lengths[i])))) {
        throw new ShapeException(
            id() + ": input " + i + " is I32[" + lengths[i] + "], not " + inputs.get(i));
      }
    }
    return new TensorType(DType.BOOL, shape);
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return shape.isScalar() ? Rows.WHOLE : Rows.ROWWISE;
  }

  @Override
  public boolean aligned(int input) {
    return false; // seed, step and first row hold for every row
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return 40.0 * shape.size(); // twenty rounds of three operations make two elements
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    long seed = word((int) inputs.get(0).at(0), (int) inputs.get(0).at(1));
    long step = word((int) inputs.get(1).at(0), (int) inputs.get(1).at(1));
    long firstRow = (long) inputs.get(2).at(0);
    int columns = columns();
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, draw(seed, step, firstRow + i / columns, i % columns));
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    long seed = word(operands.ints(0), operands.offset(0));
    long step = word(operands.ints(1), operands.offset(1));
    long firstRow = (long) operands.ints(2)[operands.offset(2)] + from;
    int columns = columns();
    int at = operands.outOffset() + from * columns;
    // a multiple of 2⁻³² is less than the probability if and only if it is less than the next one
    long threshold = (long) Math.ceil(probability * 0x1p32);
    kernels.bernoulli(
        seed, pathHash, step, firstRow, to - from, columns, threshold, operands.out(), at, scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // a truth value has no slope
  }

  private float draw(long seed, long step, long row, int element) {
    long bits = RandomStream.bits(seed, pathHash, step, row, element >> 1);
    long half = (element & 1) == 0 ? bits & 0xFFFFFFFFL : bits >>> 32;
    return half * 0x1p-32 < probability ? 1 : 0;
  }

  private int columns() {
    int columns = 1;
    for (int axis = 1; axis < shape.rank(); axis++) { // no new shape: this runs at every step
      columns *= shape.dim(axis);
    }
    return columns;
  }

  private static long word(int[] words, int offset) {
    return word(words[offset], words[offset + 1]);
  }

  private static long word(int low, int high) {
    return ((long) high << 32) | (low & 0xFFFFFFFFL);
  }
}
