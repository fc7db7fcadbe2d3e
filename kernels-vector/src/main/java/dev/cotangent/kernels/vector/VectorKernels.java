package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.portable.PortableKernels;
import jdk.incubator.vector.FloatVector;

/**
 * The vector kernel set. Delegates sizes too small for a vector to the portable set, which gives
 * the same bits.
 */
final class VectorKernels extends VectorImages implements Kernels {

  private static final int FEWEST_LANES = 4;
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final PortableKernels portable = PortableKernels.of();

  static String unavailableBecause() {
    return L < FEWEST_LANES || L > LANES
        ? "vectors have " + L + " lanes here, and 4, 8 or 16 are needed"
        : "";
  }

  @Override
  public String id() {
    return VectorKernelsProvider.ID;
  }

  @Override
  public void matmul(
      Form form,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      Scratch scratch) {
    if (VectorMatmul.isTiny(m, n, k)) {
      portable.matmul(
          form, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate, scratch);
    } else {
      VectorMatmul.matmul(
          form, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate, scratch);
    }
  }

  @Override
  public boolean lstmTrace(
      int rows,
      int steps,
      int hidden,
      float[] a,
      int aOffset,
      float[] u,
      int uOffset,
      float[] h,
      int hOffset,
      float[] c,
      int cOffset,
      float[] trace,
      int traceOffset,
      Scratch scratch) {
    if (!RecurrentProduct.serves(rows, hidden)) {
      return false;
    }
    VectorLstm.trace(
        rows,
        steps,
        hidden,
        a,
        aOffset,
        u,
        uOffset,
        h,
        hOffset,
        c,
        cOffset,
        trace,
        traceOffset,
        scratch);
    return true;
  }

  @Override
  public boolean lstmGrad(
      int rows,
      int steps,
      int hidden,
      int last,
      float[] trace,
      int traceOffset,
      float[] u,
      int uOffset,
      float[] upstream,
      int upstreamOffset,
      float[] c,
      int cOffset,
      float[] dz,
      int dzOffset,
      Scratch scratch) {
    if (!RecurrentProduct.serves(rows, hidden)) {
      return false;
    }
    VectorLstmGrad.run(
        rows,
        steps,
        hidden,
        last,
        trace,
        traceOffset,
        u,
        uOffset,
        upstream,
        upstreamOffset,
        c,
        cOffset,
        dz,
        dzOffset,
        scratch);
    return true;
  }

  @Override
  public void unary(Unary op, float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (n < L) {
      portable.unary(op, x, xOffset, y, yOffset, n);
      return;
    }
    int done = 0;
    switch (op) {
      // the portable copy is one call, and the portable loops of the others are vectors as well
      case COPY, EXPM1, LOG1P, SOFTPLUS, ERF, SIN, COS -> done = 0;
      case NEG -> done = VectorUnary.neg(x, xOffset, y, yOffset, n);
      case EXP -> done = VectorExp.exp(x, xOffset, 0f, y, yOffset, n);
      case LOG -> done = VectorLog.log(x, xOffset, y, yOffset, n);
      case RECIPROCAL -> done = VectorUnary.reciprocal(x, xOffset, y, yOffset, n);
      case SQUARE -> done = VectorUnary.square(x, xOffset, y, yOffset, n);
      case SQRT -> done = VectorUnary.sqrt(x, xOffset, y, yOffset, n);
      case ABS -> done = VectorUnary.abs(x, xOffset, y, yOffset, n);
      case RELU -> done = VectorUnary.relu(x, xOffset, y, yOffset, n);
      case SIGMOID -> done = VectorSigmoid.sigmoid(x, xOffset, y, yOffset, n);
      case TANH -> done = VectorTanh.tanh(x, xOffset, y, yOffset, n);
      case NORMAL_CDF -> done = VectorNormal.cdf(x, xOffset, y, yOffset, n);
    }
    if (done < n) {
      portable.unary(op, x, xOffset + done, y, yOffset + done, n - done);
    }
  }

  @Override
  public void binary(
      Binary op, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    if (n < L) {
      portable.binary(op, a, aOffset, b, bOffset, y, yOffset, n);
      return;
    }
    int done = 0;
    switch (op) {
      case ADD -> done = VectorBinary.add(a, aOffset, b, bOffset, y, yOffset, n);
      case SUB -> done = VectorBinary.sub(a, aOffset, b, bOffset, y, yOffset, n);
      case MUL -> done = VectorBinary.mul(a, aOffset, b, bOffset, y, yOffset, n);
      case DIV -> done = VectorBinary.div(a, aOffset, b, bOffset, y, yOffset, n);
      case MAX -> done = VectorBinary.max(a, aOffset, b, bOffset, y, yOffset, n);
      case MIN -> done = VectorBinary.min(a, aOffset, b, bOffset, y, yOffset, n);
      case GREATER -> done = VectorSelect.greater(a, aOffset, b, bOffset, y, yOffset, n);
      case GREATER_EQUAL -> done = VectorSelect.greaterEqual(a, aOffset, b, bOffset, y, yOffset, n);
      case EQUAL -> done = VectorSelect.equal(a, aOffset, b, bOffset, y, yOffset, n);
      case POW -> done = 0; // the portable loops are vectors as well
      case SIGMOID_GRAD ->
          done = VectorGateGrad.gateGrad(a, aOffset, b, bOffset, 1f, 1f, y, yOffset, n);
      case TANH_GRAD ->
          done = VectorGateGrad.gateGrad(a, aOffset, b, bOffset, 2f, 4f, y, yOffset, n);
    }
    if (done < n) {
      portable.binary(op, a, aOffset + done, b, bOffset + done, y, yOffset + done, n - done);
    }
  }

  @Override
  public void where(
      float[] mask,
      int maskOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    int done = VectorSelect.where(mask, maskOffset, a, aOffset, b, bOffset, y, yOffset, n);
    if (done < n) {
      portable.where(
          mask,
          maskOffset + done,
          a,
          aOffset + done,
          b,
          bOffset + done,
          y,
          yOffset + done,
          n - done);
    }
  }

  /** Portable unless a vector holds all lanes: its loop has sixteen chains in registers. */
  @Override
  public void rowSums(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    if (WholeRows.fits(cols)) {
      WholeRows.sums(x, xOffset, rows, cols, y, yOffset);
    } else {
      portable.rowSums(x, xOffset, rows, cols, y, yOffset);
    }
  }

  @Override
  public void columnSums(
      float[] x,
      int xOffset,
      int ldx,
      int rows,
      int cols,
      float[] y,
      int yOffset,
      Scratch scratch) {
    int done = VectorSums.columnSums(x, xOffset, ldx, rows, cols, y, yOffset);
    if (done < cols) {
      portable.columnSums(x, xOffset + done, ldx, rows, cols - done, y, yOffset + done, scratch);
    }
  }

  @Override
  public void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns) {
    int done = VectorBlocks.maxima(x, xOffset, width, y, yOffset, columns);
    portable.blockMaxima(x, xOffset + 2 * done, width, y, yOffset + done, columns - done);
  }

  @Override
  public void blockMaximaGrad(
      float[] x,
      int xOffset,
      int width,
      float[] g,
      int gOffset,
      float[] dx,
      int dxOffset,
      int columns) {
    int done = VectorBlocks.maximaGrad(x, xOffset, width, g, gOffset, dx, dxOffset, columns);
    portable.blockMaximaGrad(
        x, xOffset + 2 * done, width, g, gOffset + done, dx, dxOffset + 2 * done, columns - done);
  }

  /**
   * Portable: its loop is already vectorised, and benchmark W5 is as fast with it; vectors of eight
   * lanes were observed to be boxed permanently on JDK 25.
   */
  @Override
  public void copyRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    portable.copyRows(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

  @Override
  public void addRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    portable.addRows(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

  /**
   * Portable: its passes are already vectorised. Twenty rounds in one vector loop took 0.7 to 1.0
   * times as long, depending on the width, and JDK 25's C2 boxed narrow vectors permanently.
   */
  @Override
  public void bernoulli(
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      long threshold,
      float[] y,
      int yOffset,
      Scratch scratch) {
    portable.bernoulli(seed, path, step, firstRow, rows, cols, threshold, y, yOffset, scratch);
  }

  @Override
  public void random(
      Distribution distribution,
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      float[] y,
      int yOffset,
      Scratch scratch) {
    portable.random(distribution, seed, path, step, firstRow, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    if (isNarrow(cols)) {
      NarrowRows.logSumExp(x, xOffset, rows, cols, y, yOffset, scratch);
    } else {
      VectorRows.logSumExp(x, xOffset, rows, cols, y, yOffset, scratch);
    }
  }

  @Override
  public void softmax(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    if (isNarrow(cols)) {
      NarrowRows.softmax(x, xOffset, rows, cols, y, yOffset, scratch);
    } else if (WholeRows.fits(cols)) {
      WholeRows.softmax(x, xOffset, rows, cols, y, yOffset);
    } else {
      VectorRows.softmax(x, xOffset, rows, cols, y, yOffset, scratch);
    }
  }

  @Override
  public void standardize(
      float[] x,
      int xOffset,
      int rows,
      int cols,
      float epsilon,
      float[] y,
      int yOffset,
      Scratch scratch) {
    if (WholeRows.fits(cols)) {
      WholeStandardize.standardize(x, xOffset, rows, cols, epsilon, y, yOffset);
    } else {
      VectorStandardize.standardize(x, xOffset, rows, cols, epsilon, y, yOffset, scratch);
    }
  }

  @Override
  public void standardizeGrad(
      float[] x,
      int xOffset,
      float[] upstream,
      int upstreamOffset,
      int rows,
      int cols,
      float epsilon,
      float[] dx,
      int dxOffset,
      Scratch scratch) {
    if (WholeRows.fits(cols)) {
      WholeStandardize.standardizeGrad(
          x, xOffset, upstream, upstreamOffset, rows, cols, epsilon, dx, dxOffset);
    } else {
      VectorStandardize.standardizeGrad(
          x, xOffset, upstream, upstreamOffset, rows, cols, epsilon, dx, dxOffset, scratch);
    }
  }

  @Override
  public void softmaxCrossEntropy(
      float[] z,
      int zOffset,
      int[] labels,
      int labelsOffset,
      int rows,
      int cols,
      float[] loss,
      int lossOffset,
      Scratch scratch) {
    if (isNarrow(cols)) {
      NarrowRows.softmaxCrossEntropy(
          z, zOffset, labels, labelsOffset, rows, cols, loss, lossOffset, scratch);
    } else {
      VectorRows.softmaxCrossEntropy(
          z, zOffset, labels, labelsOffset, rows, cols, loss, lossOffset, scratch);
    }
  }

  @Override
  public void softmaxCrossEntropyGrad(
      float[] z,
      int zOffset,
      int[] labels,
      int labelsOffset,
      float[] upstream,
      int upstreamOffset,
      int rows,
      int cols,
      float[] dz,
      int dzOffset,
      float[] loss,
      int lossOffset,
      Scratch scratch) {
    if (isNarrow(cols)) {
      NarrowRows.softmaxCrossEntropyGrad(
          z,
          zOffset,
          labels,
          labelsOffset,
          upstream,
          upstreamOffset,
          rows,
          cols,
          dz,
          dzOffset,
          loss,
          lossOffset,
          scratch);
    } else {
      VectorRows.softmaxCrossEntropyGrad(
          z,
          zOffset,
          labels,
          labelsOffset,
          upstream,
          upstreamOffset,
          rows,
          cols,
          dz,
          dzOffset,
          loss,
          lossOffset,
          scratch);
    }
  }

  private static boolean isNarrow(int cols) {
    return cols <= LANES;
  }

  @Override
  public boolean allWithin(float[] x, int offset, int n, float bound) {
    int done = n - n % (4 * L);
    // a sum of squares is at least as large as each of them, also after rounding
    boolean small = VectorSums.squares(x, offset, done) < bound * bound;
    return portable.allWithin(x, small ? offset + done : offset, small ? n - done : n, bound);
  }
}
