package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Scratch.Purpose;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.Operands;
import java.util.Arrays;

/**
 * The float32 loops of {@link LstmGrad}, which specify its bits; kernel sets share them, or have
 * faster ones.
 *
 * <p>dh is h̄_t (if the step has an upstream gradient), then the products of the following step
 * with uᵀ are added gate by gate; then the formulas of {@link LstmGrad} from left to right, each
 * operation rounded. Blocks of rows and scratch arrays are as in {@link LstmForward}.
 */
final class LstmBackward {

  /**
   * Side of the square blocks in which u is transposed, so that source and target stay in cache.
   */
  private static final int SQUARE = 16;

  /** Index of the first scratch array for i, f, g, o; those for dz come before. */
  private static final int TRACE = 4;

  private static final int CELL = 8;
  private static final int BEFORE = 9;
  private static final int DH = 10;
  private static final int DC = 11;
  private static final int Q = 12;
  private static final int ARRAYS = 13;

  private LstmBackward() {}

  static void run(
      LstmGrad.Of of, Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    if (of == LstmGrad.Of.GATES && LstmOwnLoops.gates(kernels, operands, from, to, scratch)) {
      return;
    }
    int hidden = operands.type(1).shape().dim(0);
    int width = LstmShape.GATES * hidden;
    float[] transposed = scratch.floats(Purpose.TRANSPOSED, width * hidden);
    transpose(operands.floats(1), operands.offset(1), hidden, width, transposed);
    for (int row = from; row < to; row += LstmForward.BLOCK) {
      int rows = Math.min(LstmForward.BLOCK, to - row);
      block(of, kernels, operands, row, rows, transposed, scratch);
    }
  }

  /** Transposes the recurrent weights once for all steps. */
  private static void transpose(float[] u, int offset, int rows, int columns, float[] to) {
    for (int top = 0; top < rows; top += SQUARE) {
      for (int left = 0; left < columns; left += SQUARE) {
        for (int column = left; column < Math.min(columns, left + SQUARE); column++) {
          for (int row = top; row < Math.min(rows, top + SQUARE); row++) {
            to[column * rows + row] = u[offset + row * columns + column];
          }
        }
      }
    }
  }

  private static void block(
      LstmGrad.Of of,
      Kernels kernels,
      Operands operands,
      int row,
      int rows,
      float[] transposed,
      Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int size = rows * hidden;
    float[][] s = scratch.rows(Purpose.STATES, ARRAYS, size);
    begin(operands, row, rows, s);
    for (int t = steps - 1; t >= 0; t--) {
      receive(kernels, operands, row, t, rows, transposed, s, scratch);
      load(of, operands, row, t, rows, s);
      kernels.unary(Unary.TANH, s[CELL], 0, s[Q], 0, size);
      output(size, s[DH], s[TRACE + 3], s[Q], s[DC], s[3]);
      gates(size, s[TRACE], s[TRACE + 1], s[TRACE + 2], s[BEFORE], s[DC], s[0], s[1], s[2]);
      System.arraycopy(s[BEFORE], 0, s[CELL], 0, size);
      if (of == LstmGrad.Of.GATES) {
        int width = LstmShape.GATES * hidden;
        int to = operands.outOffset() + (row * steps + t) * width;
        LstmParts.store(s, 0, LstmShape.GATES, operands.out(), to, steps * width, hidden, rows);
      }
    }
    if (of == LstmGrad.Of.CELL) {
      int to = operands.outOffset() + row * hidden;
      System.arraycopy(s[DC], 0, operands.out(), to, size);
    }
  }

  /** Starts with zero gradients and the cell state after the last step. */
  private static void begin(Operands operands, int row, int rows, float[][] s) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    Arrays.fill(s[DC], 0, rows * hidden, 0f);
    cells(operands, row, steps - 1, rows, s, CELL);
  }

  /** Sums the gradients of h_t and c_t from upstream and from the following step. */
  private static void receive(
      Kernels kernels,
      Operands operands,
      int row,
      int t,
      int rows,
      float[] transposed,
      float[][] s,
      Scratch scratch) {
    int steps = operands.type(0).shape().dim(1);
    int last = operands.type(2).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int fed = t - (steps - last);
    if (fed >= 0) {
      int width = 2 * hidden;
      int at = operands.offset(2) + (row * last + fed) * width;
      LstmParts.load(operands.floats(2), at, last * width, s, DH, 1, hidden, rows);
      LstmParts.load(operands.floats(2), at + hidden, last * width, s, Q, 1, hidden, rows);
      add(rows * hidden, s[Q], s[DC]);
    }
    for (int gate = 0; t < steps - 1 && gate < LstmShape.GATES; gate++) {
      int part = gate * hidden * hidden;
      boolean more = fed >= 0 || gate > 0;
      kernels.matmul(
          Form.NN,
          rows,
          hidden,
          hidden,
          s[gate],
          0,
          hidden,
          transposed,
          part,
          hidden,
          s[DH],
          0,
          hidden,
          more,
          scratch);
    }
  }

  /** Loads the gates of a step and the cell state before it. */
  private static void load(
      LstmGrad.Of of, Operands operands, int row, int t, int rows, float[][] s) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int width = LstmShape.PARTS * hidden;
    int at = operands.offset(0) + (row * steps + t) * width;
    LstmParts.load(operands.floats(0), at, steps * width, s, TRACE, LstmShape.GATES, hidden, rows);
    if (t > 0) {
      cells(operands, row, t - 1, rows, s, BEFORE);
    } else if (of == LstmGrad.Of.GATES) {
      int from = operands.offset(3) + row * hidden;
      System.arraycopy(operands.floats(3), from, s[BEFORE], 0, rows * hidden);
    }
  }

  private static void cells(Operands operands, int row, int t, int rows, float[][] s, int to) {
    int steps = operands.type(0).shape().dim(1);
    int hidden = operands.type(1).shape().dim(0);
    int width = LstmShape.PARTS * hidden;
    int at = operands.offset(0) + (row * steps + t) * width + LstmShape.CELL * hidden;
    LstmParts.load(operands.floats(0), at, steps * width, s, to, 1, hidden, rows);
  }

  private static void add(int n, float[] x, float[] sum) {
    for (int k = 0; k < n; k++) {
      sum[k] = x[k] + sum[k];
    }
  }

  private static void output(int n, float[] dh, float[] o, float[] q, float[] dc, float[] dzo) {
    for (int k = 0; k < n; k++) {
      float sent = dh[k] * o[k] * (1f - q[k] * q[k]);
      dc[k] = dc[k] + sent;
      dzo[k] = dh[k] * q[k] * o[k] * (1f - o[k]);
    }
  }

  private static void gates(
      int n,
      float[] i,
      float[] f,
      float[] g,
      float[] before,
      float[] dc,
      float[] dzi,
      float[] dzf,
      float[] dzg) {
    for (int k = 0; k < n; k++) {
      dzi[k] = dc[k] * g[k] * i[k] * (1f - i[k]);
      dzf[k] = dc[k] * before[k] * f[k] * (1f - f[k]);
      dzg[k] = dc[k] * i[k] * (1f - g[k] * g[k]);
      dc[k] = dc[k] * f[k];
    }
  }
}
