package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas of an LSTM's backward pass for one step and some rows. Results are stored twice: in
 * the sequence, and contiguously, one array for each gate, for the products of the step before.
 */
final class LstmSlopes {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private LstmSlopes() {}

  /** The gradients of a step's gates, from the cell state before the step. */
  static void run(
      int rows,
      int hidden,
      float[][] states,
      float[] trace,
      int to,
      int traceNext,
      float[] products,
      int size,
      float[] dz,
      int dzo,
      int dzNext) {
    int o = to + 3 * hidden;
    outputs(
        rows,
        hidden,
        states,
        trace,
        o,
        traceNext,
        products,
        3 * size,
        dz,
        dzo + 3 * hidden,
        dzNext);
    gates(
        rows,
        hidden,
        states[VectorLstmGrad.CELL],
        states[VectorLstmGrad.DC],
        trace,
        to,
        traceNext,
        products,
        size,
        dz,
        dzo,
        dzNext);
  }

  /** dc = dc + dh·o·(1 − q²) and dz_o = dh·q·o·(1 − o), where the trace's part o starts at to. */
  private static void outputs(
      int rows,
      int hidden,
      float[][] states,
      float[] trace,
      int to,
      int traceNext,
      float[] products,
      int po,
      float[] dz,
      int dzo,
      int dzNext) {
    float[] dh = states[VectorLstmGrad.DH];
    float[] dc = states[VectorLstmGrad.DC];
    float[] squashed = states[VectorLstmGrad.SQUASHED];
    for (int row = 0; row < rows; row++) {
      int from = to + row * traceNext;
      int out = dzo + row * dzNext;
      for (int j = 0; j < hidden; j += L) {
        int k = row * hidden + j;
        FloatVector o = FloatVector.fromArray(S, trace, from + j);
        FloatVector q = FloatVector.fromArray(S, squashed, k);
        FloatVector h = FloatVector.fromArray(S, dh, k);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector sent = h.mul(o).mul(one.sub(q.mul(q)));
        FloatVector.fromArray(S, dc, k).add(sent).intoArray(dc, k);
        FloatVector y = h.mul(q).mul(o).mul(one.sub(o));
        y.intoArray(products, po + k);
        y.intoArray(dz, out + j);
      }
    }
  }

  /**
   * The gradients of the other three gates, and dc = dc·f. Separate from {@link #outputs}, since
   * JDK 17's C2 gives up on a loop with all operations and then allocates vectors.
   */
  private static void gates(
      int rows,
      int hidden,
      float[] before,
      float[] dc,
      float[] trace,
      int to,
      int traceNext,
      float[] products,
      int size,
      float[] dz,
      int dzo,
      int dzNext) {
    for (int row = 0; row < rows; row++) {
      int from = to + row * traceNext;
      int out = dzo + row * dzNext;
      for (int j = 0; j < hidden; j += L) {
        int k = row * hidden + j;
        FloatVector i = FloatVector.fromArray(S, trace, from + j);
        FloatVector f = FloatVector.fromArray(S, trace, from + hidden + j);
        FloatVector g = FloatVector.fromArray(S, trace, from + 2 * hidden + j);
        FloatVector d = FloatVector.fromArray(S, dc, k);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector y = d.mul(g).mul(i).mul(one.sub(i));
        y.intoArray(products, k);
        y.intoArray(dz, out + j);
        y = d.mul(FloatVector.fromArray(S, before, k)).mul(f).mul(one.sub(f));
        y.intoArray(products, size + k);
        y.intoArray(dz, out + hidden + j);
        y = d.mul(i).mul(one.sub(g.mul(g)));
        y.intoArray(products, 2 * size + k);
        y.intoArray(dz, out + 2 * hidden + j);
        d.mul(f).intoArray(dc, k);
      }
    }
  }
}
