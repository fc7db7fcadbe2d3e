package dev.cotangent.core.kernel.reference;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.BinaryFunction;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.UnaryFunction;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomOp;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.random.RandomStream;

/**
 * Reference kernels: plain loops over doubles with {@link StrictMath}, rounded when stored. The
 * accuracy of the fast sets is measured against them; their bits differ from those of the fast
 * sets.
 */
public final class ReferenceKernels implements Kernels {

  /** The id of this set. */
  public static final String ID = "reference";

  /** Creates the set; it has no state. */
  public ReferenceKernels() {}

  @Override
  public String id() {
    return ID;
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
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        int at = cOffset + row * ldc + column;
        double sum = accumulate ? c[at] : 0;
        for (int i = 0; i < k; i++) {
          int left = form == Form.TN ? i * lda + row : row * lda + i;
          int right = form == Form.NT ? column * ldb + i : i * ldb + column;
          sum += (double) a[aOffset + left] * b[bOffset + right];
        }
        c[at] = (float) sum;
      }
    }
  }

  @Override
  public void unary(Unary function, float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) function.value(x[xOffset + i]);
    }
  }

  @Override
  public void binary(
      Binary function,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) function.value(a[aOffset + i], b[bOffset + i]);
    }
  }

  @Override
  public void apply(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) f.value(x[xOffset + i]);
    }
  }

  @Override
  public void apply(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) f.value(a[aOffset + i], b[bOffset + i]);
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
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = mask[maskOffset + i] != 0 ? a[aOffset + i] : b[bOffset + i];
    }
  }

  @Override
  public void rowSums(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    for (int row = 0; row < rows; row++) {
      y[yOffset + row] = (float) sum(x, xOffset + row * cols, cols, 1);
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
    for (int column = 0; column < cols; column++) {
      y[yOffset + column] = (float) sum(x, xOffset + column, rows, ldx);
    }
  }

  private static double sum(float[] x, int start, int n, int stride) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[start + i * stride];
    }
    return sum;
  }

  private static double max(float[] x, int start, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[start + i]);
    }
    return max;
  }

  private static double sumExp(float[] x, int start, int n, double max) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.exp(x[start + i] - max);
    }
    return sum;
  }

  @Override
  public void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns) {
    for (int c = 0; c < columns; c++) {
      y[yOffset + c] = x[firstOfBlock(x, xOffset + 2 * c, width)];
    }
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
    for (int c = 0; c < columns; c++) {
      int first = firstOfBlock(x, xOffset + 2 * c, width);
      for (int i : block(xOffset + 2 * c, width)) {
        dx[dxOffset - xOffset + i] = i == first ? g[gOffset + c] : 0;
      }
    }
  }

  private static int firstOfBlock(float[] x, int at, int width) {
    int first = at;
    for (int i : block(at, width)) {
      first = Float.compare(x[i], x[first]) > 0 ? i : first;
    }
    return first;
  }

  private static int[] block(int at, int width) {
    return new int[] {at, at + 1, at + width, at + width + 1};
  }

  @Override
  public void copyRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    for (int i = 0; i < rows * cols; i++) {
      int from = xOffset + i / cols * ldx + i % cols;
      int to = yOffset + i / cols * ldy + i % cols;
      y[to] = x[from];
    }
  }

  @Override
  public void addRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    for (int i = 0; i < rows * cols; i++) {
      int from = xOffset + i / cols * ldx + i % cols;
      int to = yOffset + i / cols * ldy + i % cols;
      y[to] = y[to] + x[from];
    }
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
    for (int i = 0; i < rows * cols; i++) {
      long bits = half(seed, path, step, firstRow + i / cols, i % cols);
      y[yOffset + i] = bits < threshold ? 1 : 0;
    }
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
    Shape shape = Shape.of(rows, cols);
    RandomOp op =
        switch (distribution) {
          case UNIFORM -> new RandomUniform(path, shape);
          case NORMAL -> new RandomNormal(path, shape);
        };
    for (int i = 0; i < rows * cols; i++) {
      long bits = half(seed, path, step, firstRow + i / cols, i % cols);
      y[yOffset + i] = (float) op.element(bits);
    }
  }

  private static long half(long seed, long path, long step, long row, int element) {
    long both = RandomStream.bits(seed, path, step, row, element / 2);
    return element % 2 == 0 ? both & 0xFFFFFFFFL : both >>> Integer.SIZE;
  }

  @Override
  public void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int start = xOffset + row * cols;
      double max = max(x, start, cols);
      double log = Double.isFinite(max) ? StrictMath.log(sumExp(x, start, cols, max)) : 0;
      y[yOffset + row] = (float) (max + log);
    }
  }

  @Override
  public void softmax(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int start = xOffset + row * cols;
      double max = max(x, start, cols);
      double sum = sumExp(x, start, cols, max);
      for (int i = 0; i < cols; i++) {
        y[yOffset + row * cols + i] = (float) (StrictMath.exp(x[start + i] - max) / sum);
      }
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
    for (int row = 0; row < rows; row++) {
      int start = xOffset + row * cols;
      double mean = sum(x, start, cols, 1) / cols;
      double scale = 1 / Math.sqrt(variance(x, start, cols, mean) + epsilon);
      for (int i = 0; i < cols; i++) {
        y[yOffset + row * cols + i] = (float) ((x[start + i] - mean) * scale);
      }
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
    for (int row = 0; row < rows; row++) {
      int start = xOffset + row * cols;
      int up = upstreamOffset + row * cols;
      double mean = sum(x, start, cols, 1) / cols;
      double scale = 1 / Math.sqrt(variance(x, start, cols, mean) + epsilon);
      double products = 0;
      for (int i = 0; i < cols; i++) {
        products += upstream[up + i] * (x[start + i] - mean) * scale;
      }
      double upstreamMean = sum(upstream, up, cols, 1) / cols;
      for (int i = 0; i < cols; i++) {
        double shared = upstreamMean + (x[start + i] - mean) * scale * products / cols;
        dx[dxOffset + row * cols + i] = (float) ((upstream[up + i] - shared) * scale);
      }
    }
  }

  private static double variance(float[] x, int start, int n, double mean) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (x[start + i] - mean) * (x[start + i] - mean);
    }
    return sum / n;
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
    for (int row = 0; row < rows; row++) {
      int start = zOffset + row * cols;
      int label = labels[labelsOffset + row];
      double max = max(z, start, cols);
      double margin = label >= 0 && label < cols ? max - z[start + label] : Double.NaN;
      loss[lossOffset + row] = (float) (margin + StrictMath.log(sumExp(z, start, cols, max)));
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
    for (int row = 0; row < rows; row++) {
      int start = zOffset + row * cols;
      int label = labels[labelsOffset + row];
      double scale = label >= 0 && label < cols ? upstream[upstreamOffset + row] : Double.NaN;
      double max = max(z, start, cols);
      double sum = sumExp(z, start, cols, max);
      if (loss != UNWANTED) {
        double expected = label >= 0 && label < cols ? z[start + label] : Double.NaN;
        loss[lossOffset + row] = (float) (max - expected + StrictMath.log(sum));
      }
      for (int i = 0; i < cols; i++) {
        double probability = StrictMath.exp(z[start + i] - max) / sum;
        dz[dzOffset + row * cols + i] = (float) ((probability - (i == label ? 1 : 0)) * scale);
      }
    }
  }
}
