package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;

/**
 * The portable kernel set: plain loops over arrays, which specify the bits of every kernel.
 *
 * <p>It runs on any JVM from 17 on without flags; C2 vectorises most of it automatically.
 */
public final class PortableKernels implements Kernels {

  /** The id of this set. */
  public static final String ID = "portable";

  private PortableKernels() {}

  /** Creates the set; it has no state. */
  public static PortableKernels of() {
    return new PortableKernels();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean prefersOwnArrays() {
    return true;
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
    PortableMatmul.matmul(
        form, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate, scratch);
  }

  @Override
  public void unary(Unary op, float[] x, int xOffset, float[] y, int yOffset, int n) {
    PortableUnary.apply(op, x, xOffset, y, yOffset, n);
  }

  @Override
  public void binary(
      Binary op, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    PortableBinary.apply(op, a, aOffset, b, bOffset, y, yOffset, n);
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
    PortableBinary.where(mask, maskOffset, a, aOffset, b, bOffset, y, yOffset, n);
  }

  @Override
  public void rowSums(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
      y[yOffset + r] = PortableSums.laneSum(x, xOffset + r * cols, cols);
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
    PortableSums.columnSums(x, xOffset, ldx, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns) {
    PortableBlocks.maxima(x, xOffset, width, y, yOffset, columns);
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
    PortableBlocks.maximaGrad(x, xOffset, width, g, gOffset, dx, dxOffset, columns);
  }

  @Override
  public void copyRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    PortableRowBlocks.copy(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

  @Override
  public void addRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    PortableRowBlocks.add(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

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
    PortableRandom.bernoulli(
        seed, path, step, firstRow, rows, cols, threshold, y, yOffset, scratch);
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
    PortableRandom.random(
        distribution, seed, path, step, firstRow, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    PortableRows.logSumExp(x, xOffset, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void softmax(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    PortableRows.softmax(x, xOffset, rows, cols, y, yOffset);
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
    PortableStandardize.standardize(x, xOffset, rows, cols, epsilon, y, yOffset, scratch);
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
    PortableStandardize.standardizeGrad(
        x, xOffset, upstream, upstreamOffset, rows, cols, epsilon, dx, dxOffset, scratch);
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
    PortableRows.softmaxCrossEntropy(
        z, zOffset, labels, labelsOffset, rows, cols, loss, lossOffset, scratch);
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
    PortableRows.softmaxCrossEntropyGrad(
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
        lossOffset);
  }
}
