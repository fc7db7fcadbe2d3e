package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Scratch.Purpose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The forward pass of an LSTM over all steps, with packed weights, and gates that are stored in the
 * trace as they are combined.
 *
 * <p>Each block of rows runs through all steps in contiguous scratch arrays, one part after
 * another, since rows of a sequence would evict each other from the cache.
 */
final class VectorLstm {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int GATES = 4;
  private static final int PARTS = 6;
  private static final int CELL = 0;
  private static final int HIDDEN = 1;
  private static final int SQUASHED = 2;
  private static final int ARRAYS = 3;

  private VectorLstm() {}

  /** See {@link dev.cotangent.core.kernel.Kernels#lstmTrace}. */
  static void trace(
      int rows,
      int steps,
      int hidden,
      float[] a,
      int ao,
      float[] u,
      int uo,
      float[] h,
      int ho,
      float[] c,
      int co,
      float[] trace,
      int to,
      Scratch scratch) {
    float[] weights = RecurrentProduct.weights(false, hidden, u, uo, scratch);
    for (int row = 0; row < rows; row += RecurrentProduct.BLOCK) {
      int count = Math.min(RecurrentProduct.BLOCK, rows - row);
      int size = RecurrentProduct.size(RecurrentProduct.padded(count), hidden);
      float[][] states = scratch.rows(Purpose.STATES, ARRAYS, size);
      Arrays.fill(states[HIDDEN], 0, size, 0f);
      System.arraycopy(h, ho + row * hidden, states[HIDDEN], 0, count * hidden);
      System.arraycopy(c, co + row * hidden, states[CELL], 0, count * hidden);
      int from = ao + row * steps * GATES * hidden;
      int out = to + row * steps * PARTS * hidden;
      block(count, steps, hidden, a, from, weights, states, trace, out, scratch);
    }
  }

  private static void block(
      int rows,
      int steps,
      int hidden,
      float[] a,
      int ao,
      float[] weights,
      float[][] states,
      float[] trace,
      int to,
      Scratch scratch) {
    int padded = RecurrentProduct.padded(rows);
    int size = padded * hidden;
    int used = rows * hidden;
    float[] z = scratch.floats(Purpose.GATES, GATES * size);
    Arrays.fill(z, 0, GATES * size, 0f);
    for (int t = 0; t < steps; t++) {
      load(rows, hidden, a, ao + t * GATES * hidden, steps * GATES * hidden, z, size);
      float[] packed = RecurrentProduct.rows(padded, hidden, states[HIDDEN], 0, scratch);
      for (int gate = 0; gate < GATES; gate++) {
        RecurrentProduct.multiply(padded, hidden, packed, weights, gate, z, gate * size, true);
      }
      VectorSigmoid.sigmoid(z, 0, z, 0, 2 * size);
      VectorTanh.tanh(z, 2 * size, z, 2 * size, used);
      VectorSigmoid.sigmoid(z, 3 * size, z, 3 * size, used);
      int at = to + t * PARTS * hidden;
      cells(rows, hidden, z, size, states[CELL], states[HIDDEN], trace, at, steps * PARTS * hidden);
      VectorTanh.tanh(states[CELL], 0, states[SQUASHED], 0, used);
      VectorBinary.mul(z, 3 * size, states[SQUASHED], 0, states[HIDDEN], 0, used);
    }
  }

  /** Copies the inputs' part of a step's gates, row by row, to one array for each gate. */
  private static void load(
      int rows, int hidden, float[] a, int from, int next, float[] z, int size) {
    for (int row = 0; row < rows; row++) {
      for (int gate = 0; gate < GATES; gate++) {
        int at = from + row * next + gate * hidden;
        System.arraycopy(a, at, z, gate * size + row * hidden, hidden);
      }
    }
  }

  /** c = (f·c) + (i·g); stores the gates, c and the hidden state before the step in the trace. */
  private static void cells(
      int rows,
      int hidden,
      float[] z,
      int size,
      float[] c,
      float[] h,
      float[] trace,
      int to,
      int next) {
    for (int row = 0; row < rows; row++) {
      int out = to + row * next;
      for (int j = 0; j < hidden; j += L) {
        int k = row * hidden + j;
        int at = out + j;
        FloatVector i = FloatVector.fromArray(S, z, k);
        FloatVector f = FloatVector.fromArray(S, z, size + k);
        FloatVector g = FloatVector.fromArray(S, z, 2 * size + k);
        FloatVector kept = f.mul(FloatVector.fromArray(S, c, k));
        FloatVector cell = kept.add(i.mul(g));
        i.intoArray(trace, at);
        f.intoArray(trace, at + hidden);
        g.intoArray(trace, at + 2 * hidden);
        FloatVector.fromArray(S, z, 3 * size + k).intoArray(trace, at + 3 * hidden);
        cell.intoArray(trace, at + 4 * hidden);
        FloatVector.fromArray(S, h, k).intoArray(trace, at + 5 * hidden);
        cell.intoArray(c, k);
      }
    }
  }
}
