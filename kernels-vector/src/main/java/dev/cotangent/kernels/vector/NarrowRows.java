package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and related functions for at most sixteen columns, one vector of rows at a time, with
 * lanes over rows.
 *
 * <p>One by one, rows this short are limited by latency. Stored column by column, the maximum and
 * sum of many rows are whole-vector operations, and the sum along a row is the tree of the sixteen
 * virtual lanes, vector by vector.
 */
final class NarrowRows {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = Kernels.LANES;

  // offsets of the parts of a block in scratch memory
  private static final int MAX = LANES * L;
  private static final int SUM = MAX + L;
  private static final int LOG = SUM + L;
  private static final int UPSTREAM = LOG + L;
  private static final int SIZE = UPSTREAM + L;

  private NarrowRows() {}

  static void logSumExp(float[] x, int xo, int rows, int cols, float[] y, int yo, Scratch scratch) {
    float[] block = scratch.floats(Scratch.Purpose.ROW, SIZE);
    float[] tree = scratch.floats(Scratch.Purpose.TILE, LANES * L);
    for (int r = 0; r < rows; r += L) {
      int count = Math.min(L, rows - r);
      exponentials(x, xo + r * cols, count, cols, block, tree);
      VectorLog.log(block, SUM, block, LOG, L);
      for (int lane = 0; lane < count; lane++) {
        float max = block[MAX + lane];
        y[yo + r + lane] = Float.isInfinite(max) ? max : max + block[LOG + lane];
      }
    }
  }

  static void softmax(float[] x, int xo, int rows, int cols, float[] y, int yo, Scratch scratch) {
    float[] block = scratch.floats(Scratch.Purpose.ROW, SIZE);
    float[] tree = scratch.floats(Scratch.Purpose.TILE, LANES * L);
    for (int r = 0; r < rows; r += L) {
      int count = Math.min(L, rows - r);
      exponentials(x, xo + r * cols, count, cols, block, tree);
      scale(cols, block);
      store(block, count, cols, y, yo + r * cols);
    }
  }

  static void softmaxCrossEntropy(
      float[] z,
      int zo,
      int[] labels,
      int lo,
      int rows,
      int cols,
      float[] loss,
      int out,
      Scratch scratch) {
    float[] block = scratch.floats(Scratch.Purpose.ROW, SIZE);
    float[] tree = scratch.floats(Scratch.Purpose.TILE, LANES * L);
    for (int r = 0; r < rows; r += L) {
      int count = Math.min(L, rows - r);
      exponentials(z, zo + r * cols, count, cols, block, tree);
      losses(z, zo + r * cols, labels, lo + r, count, cols, block, loss, out + r);
    }
  }

  static void softmaxCrossEntropyGrad(
      float[] z,
      int zo,
      int[] labels,
      int lo,
      float[] upstream,
      int uo,
      int rows,
      int cols,
      float[] dz,
      int out,
      float[] loss,
      int lossOut,
      Scratch scratch) {
    float[] block = scratch.floats(Scratch.Purpose.ROW, SIZE);
    float[] tree = scratch.floats(Scratch.Purpose.TILE, LANES * L);
    for (int r = 0; r < rows; r += L) {
      int count = Math.min(L, rows - r);
      exponentials(z, zo + r * cols, count, cols, block, tree);
      if (loss != Kernels.UNWANTED) {
        losses(z, zo + r * cols, labels, lo + r, count, cols, block, loss, lossOut + r);
      }
      scale(cols, block);
      for (int lane = 0; lane < count; lane++) {
        int label = labels[lo + r + lane];
        boolean known = label >= 0 && label < cols;
        block[UPSTREAM + lane] = known ? upstream[uo + r + lane] : Float.NaN;
        if (known) {
          block[label * L + lane] -= 1f;
        }
      }
      multiply(cols, block);
      store(block, count, cols, dz, out + r * cols);
    }
  }

  /** Computes the losses of the rows of a block from their maxima and sums. */
  private static void losses(
      float[] z,
      int zo,
      int[] labels,
      int lo,
      int count,
      int cols,
      float[] block,
      float[] loss,
      int out) {
    VectorLog.log(block, SUM, block, LOG, L);
    for (int lane = 0; lane < count; lane++) {
      int label = labels[lo + lane];
      boolean known = label >= 0 && label < cols;
      float distance = known ? block[MAX + lane] - z[zo + lane * cols + label] : Float.NaN;
      loss[out + lane] = distance + block[LOG + lane];
    }
  }

  /**
   * Stores rows column by column, replaces them by e^(x − max), and stores the maximum and sum of
   * each after them.
   */
  private static void exponentials(
      float[] x, int xo, int count, int cols, float[] block, float[] tree) {
    for (int p = 0; p < cols; p++) {
      int to = p * L;
      for (int lane = 0; lane < count; lane++) {
        block[to + lane] = x[xo + lane * cols + p];
      }
      Arrays.fill(block, to + count, to + L, 0f);
    }
    subtractMax(cols, block);
    VectorExp.exp(block, 0, 0f, block, 0, cols * L);
    sum(cols, block, tree);
  }

  /**
   * Keeps the maximum in memory from column to column. A local variable carried around the loop
   * would be a vector of unknown width, whose methods C2 compiles as virtual calls while it has
   * little profile data; such code would allocate permanently.
   */
  private static void subtractMax(int cols, float[] block) {
    Arrays.fill(block, MAX, MAX + L, Float.NEGATIVE_INFINITY);
    for (int p = 0; p < cols; p++) {
      FloatVector max = FloatVector.fromArray(S, block, MAX);
      max.max(FloatVector.fromArray(S, block, p * L)).intoArray(block, MAX);
    }
    for (int p = 0; p < cols; p++) {
      FloatVector max = FloatVector.fromArray(S, block, MAX);
      FloatVector.fromArray(S, block, p * L).sub(max).intoArray(block, p * L);
    }
  }

  /** Sums by the tree of the virtual lanes; lanes without a column hold +0. */
  private static void sum(int cols, float[] block, float[] tree) {
    System.arraycopy(block, 0, tree, 0, cols * L);
    Arrays.fill(tree, cols * L, LANES * L, 0f);
    for (int distance = LANES / 2 * L; distance >= L; distance /= 2) {
      for (int i = 0; i < distance; i += L) {
        FloatVector.fromArray(S, tree, i)
            .add(FloatVector.fromArray(S, tree, i + distance))
            .intoArray(tree, i);
      }
    }
    FloatVector.fromArray(S, tree, 0).intoArray(block, SUM);
  }

  private static void scale(int cols, float[] block) {
    FloatVector scale = FloatVector.broadcast(S, 1f).div(FloatVector.fromArray(S, block, SUM));
    for (int p = 0; p < cols * L; p += L) {
      FloatVector.fromArray(S, block, p).mul(scale).intoArray(block, p);
    }
  }

  private static void multiply(int cols, float[] block) {
    FloatVector upstream = FloatVector.fromArray(S, block, UPSTREAM);
    for (int p = 0; p < cols * L; p += L) {
      FloatVector.fromArray(S, block, p).mul(upstream).intoArray(block, p);
    }
  }

  private static void store(float[] block, int count, int cols, float[] y, int yo) {
    for (int lane = 0; lane < count; lane++) {
      for (int p = 0; p < cols; p++) {
        y[yo + lane * cols + p] = block[p * L + lane];
      }
    }
  }
}
