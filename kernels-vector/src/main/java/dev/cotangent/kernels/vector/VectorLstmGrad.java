package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Scratch.Purpose;
import java.util.Arrays;

/**
 * The backward pass of an LSTM over all steps, with packed transposed weights, and gates that are
 * read from the trace where they are needed. Blocks of rows are as in {@link VectorLstm}.
 */
final class VectorLstmGrad {

  private static final int GATES = 4;
  private static final int PARTS = 6;

  /** Index of the part of a trace row that holds c_t. */
  private static final int TRACED_CELL = 4;

  // scratch arrays: c before the step (until the slopes: after it), dh, dc, tanh c
  static final int CELL = 0;
  static final int DH = 1;
  static final int DC = 2;
  static final int SQUASHED = 3;
  private static final int ARRAYS = 4;

  private VectorLstmGrad() {}

  /** See {@link dev.cotangent.core.kernel.Kernels#lstmGrad}. */
  static void run(
      int rows,
      int steps,
      int hidden,
      int last,
      float[] trace,
      int to,
      float[] u,
      int uo,
      float[] upstream,
      int upo,
      float[] c,
      int co,
      float[] dz,
      int dzo,
      Scratch scratch) {
    float[] weights = RecurrentProduct.weights(true, hidden, u, uo, scratch);
    for (int row = 0; row < rows; row += RecurrentProduct.BLOCK) {
      block(
          Math.min(RecurrentProduct.BLOCK, rows - row),
          steps,
          hidden,
          last,
          trace,
          to + row * steps * PARTS * hidden,
          weights,
          upstream,
          upo + row * last * 2 * hidden,
          c,
          co + row * hidden,
          dz,
          dzo + row * steps * GATES * hidden,
          scratch);
    }
  }

  private static void block(
      int rows,
      int steps,
      int hidden,
      int last,
      float[] trace,
      int to,
      float[] weights,
      float[] upstream,
      int upo,
      float[] c,
      int co,
      float[] dz,
      int dzo,
      Scratch scratch) {
    int size = RecurrentProduct.size(RecurrentProduct.padded(rows), hidden);
    int width = PARTS * hidden;
    float[][] states = scratch.rows(Purpose.STATES, ARRAYS, size);
    float[] products = scratch.floats(Purpose.GATES, GATES * size);
    Arrays.fill(products, 0, GATES * size, 0f);
    Arrays.fill(states[DC], 0, size, 0f);
    int cell = to + TRACED_CELL * hidden;
    copy(rows, hidden, trace, cell + (steps - 1) * width, steps * width, states[CELL]);
    for (int t = steps - 1; t >= 0; t--) {
      int fed = t - (steps - last);
      if (fed >= 0) {
        feed(rows, hidden, upstream, upo + fed * 2 * hidden, last * 2 * hidden, states);
      }
      if (t < steps - 1) {
        receive(rows, hidden, products, weights, states[DH], fed >= 0, scratch);
      }
      VectorTanh.tanh(states[CELL], 0, states[SQUASHED], 0, rows * hidden);
      if (t > 0) {
        copy(rows, hidden, trace, cell + (t - 1) * width, steps * width, states[CELL]);
      } else {
        System.arraycopy(c, co, states[CELL], 0, rows * hidden);
      }
      int from = to + t * width;
      int out = dzo + t * GATES * hidden;
      LstmSlopes.run(
          rows,
          hidden,
          states,
          trace,
          from,
          steps * width,
          products,
          size,
          dz,
          out,
          steps * GATES * hidden);
    }
  }

  private static void copy(int rows, int hidden, float[] from, int at, int next, float[] to) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, at + row * next, to, row * hidden, hidden);
    }
  }

  /** dh = h̄ and dc = c̄ + dc. */
  private static void feed(
      int rows, int hidden, float[] upstream, int from, int next, float[][] states) {
    for (int row = 0; row < rows; row++) {
      int at = from + row * next;
      System.arraycopy(upstream, at, states[DH], row * hidden, hidden);
      VectorBinary.add(
          upstream, at + hidden, states[DC], row * hidden, states[DC], row * hidden, hidden);
    }
  }

  /** Adds the products of the following step's dz with uᵀ to dh, gate by gate. */
  private static void receive(
      int rows,
      int hidden,
      float[] products,
      float[] weights,
      float[] dh,
      boolean more,
      Scratch scratch) {
    int padded = RecurrentProduct.padded(rows);
    int size = RecurrentProduct.size(padded, hidden);
    for (int gate = 0; gate < GATES; gate++) {
      int from = gate * size;
      float[] packed = RecurrentProduct.rows(padded, hidden, products, from, scratch);
      RecurrentProduct.multiply(padded, hidden, packed, weights, gate, dh, 0, more || gate > 0);
    }
  }
}
