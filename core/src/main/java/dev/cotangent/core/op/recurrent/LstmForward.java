package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Scratch.Purpose;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.Operands;

/**
 * The float32 loops of {@link LstmTrace}, which specify its bits; kernel sets share them, or have
 * faster ones.
 *
 * <p>z = a_t + h_{t−1}·u with a_t first; σ and tanh of the kernel set; c = (f·c) + (i·g), h =
 * o·tanh(c), each operation rounded.
 *
 * <p>Each block of rows runs through all steps before the next block, in scratch arrays, one for
 * each part of the trace: rows of the sequence are so far apart that they would evict each other
 * from the cache, and C2 vectorises only loops over whole arrays.
 */
final class LstmForward {

  /**
   * The largest number of rows for which u is read in place; with more, it would be packed again in
   * every step.
   */
  static final int BLOCK = 24;

  private LstmForward() {}

  static void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    if (LstmOwnLoops.trace(kernels, operands, from, to, scratch)) {
      return;
    }
    for (int row = from; row < to; row += BLOCK) {
      block(kernels, operands, row, Math.min(BLOCK, to - row), scratch);
    }
  }

  private static void block(
      Kernels kernels, Operands operands, int row, int rows, Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int size = rows * hidden;
    float[][] parts = scratch.rows(Purpose.STATES, LstmShape.PARTS + 1, size);
    float[] c = parts[LstmShape.CELL];
    float[] h = parts[LstmShape.BEFORE];
    float[] q = parts[LstmShape.PARTS];
    System.arraycopy(operands.floats(2), operands.offset(2) + row * hidden, h, 0, size);
    System.arraycopy(operands.floats(3), operands.offset(3) + row * hidden, c, 0, size);
    for (int t = 0; t < steps; t++) {
      int at = row * steps + t;
      gates(kernels, operands, at, rows, parts, scratch);
      cell(size, parts[0], parts[1], parts[LstmShape.CANDIDATE], c);
      kernels.unary(Unary.TANH, c, 0, q, 0, size);
      store(operands, at, rows, parts);
      output(size, parts[LstmShape.OUTPUT_GATE], q, h);
    }
  }

  /** Computes the four gates of one step. */
  private static void gates(
      Kernels kernels, Operands operands, int at, int rows, float[][] parts, Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int width = LstmShape.GATES * hidden;
    float[] h = parts[LstmShape.BEFORE];
    float[] u = operands.floats(1);
    int a = operands.offset(0) + at * width;
    LstmParts.load(operands.floats(0), a, steps * width, parts, 0, LstmShape.GATES, hidden, rows);
    for (int gate = 0; gate < LstmShape.GATES; gate++) {
      int column = operands.offset(1) + gate * hidden;
      float[] z = parts[gate];
      kernels.matmul(
          Form.NN, rows, hidden, hidden, h, 0, hidden, u, column, width, z, 0, hidden, true,
          scratch);
      Unary squash = gate == LstmShape.CANDIDATE ? Unary.TANH : Unary.SIGMOID;
      kernels.unary(squash, z, 0, z, 0, rows * hidden);
    }
  }

  private static void store(Operands operands, int at, int rows, float[][] parts) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int width = LstmShape.PARTS * hidden;
    int to = operands.outOffset() + at * width;
    LstmParts.store(parts, 0, LstmShape.PARTS, operands.out(), to, steps * width, hidden, rows);
  }

  private static void cell(int n, float[] i, float[] f, float[] g, float[] c) {
    for (int k = 0; k < n; k++) {
      float kept = f[k] * c[k];
      float added = i[k] * g[k];
      c[k] = kept + added;
    }
  }

  private static void output(int n, float[] o, float[] q, float[] h) {
    for (int k = 0; k < n; k++) {
      h[k] = o[k] * q[k];
    }
  }
}
