package dev.cotangent.core.kernel;

/**
 * The float32 loops a plan is made of, in one of the interchangeable kernel sets.
 *
 * <p>Every set computes the same bits. The sequence of floating-point operations behind each method
 * is fixed by {@link PortableKernels}, which is the specification; a faster set may change only
 * which lanes and tiles carry them:
 *
 * <ul>
 *   <li>an element of a matrix product is a chain {@code acc = fma(a_k, b_k, acc)} from +0 in
 *       increasing k, one chain for each segment of {@value #SEGMENT} in k; segments are added in
 *       order (C first when accumulating);
 *   <li>a sum along a row uses {@value #LANES} virtual lanes, element i in lane i mod 16, each lane
 *       summed in segments of {@value #SEGMENT}, and the fixed tree of {@link Lanes#tree} at the
 *       end;
 *   <li>a sum over rows goes row by row, in segments of {@value #SEGMENT} rows;
 *   <li>transcendental functions are our own polynomials with explicit fused multiply-adds.
 * </ul>
 *
 * <p>NaN in gives NaN out; its payload does not count. All matrices are row-major; {@code ld*} is
 * the distance between rows. Output ranges never overlap input ranges, except that the elementwise
 * methods may write exactly over an operand.
 *
 * <p>Implementations are stateless and safe for use by many threads, each with its own {@link
 * Scratch}. After the first calls with the same sizes no method allocates.
 */
public interface Kernels {

  /** Length of one chain of a sum, after which a new one starts. */
  int SEGMENT = 512;

  /** Number of virtual lanes of a sum along a row. */
  int LANES = 16;

  /** The name by which the set is chosen and reported: {@code portable} or {@code vector}. */
  String id();

  /**
   * Whether the elementwise methods are so much faster on arrays of their own, read and written
   * from index 0, that a caller does well to copy operands into such arrays.
   */
  default boolean prefersOwnArrays() {
    return false;
  }

  /**
   * Matrix product C = A·B, or C += A·B.
   *
   * @param form which operand is stored transposed: NN has A [m,k] and B [k,n], NT has B as [n,k],
   *     TN has A as [k,m]
   * @param accumulate whether C is added to (it comes first in the sum) or overwritten
   */
  void matmul(
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
      Scratch scratch);

  /** y[i] = op(x[i]) for i in [0, n). */
  void unary(Unary op, float[] x, int xOffset, float[] y, int yOffset, int n);

  /** y[i] = op(a[i], b[i]) for i in [0, n). */
  void binary(
      Binary op, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n);

  /**
   * y[i] = mask[i] != 0 ? a[i] : b[i] for i in [0, n): a selection, so the value not taken never
   * matters.
   */
  void where(
      float[] mask,
      int maskOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n);

  /** Y[r][c] = X[r][c] for Y and X [rows, cols] with row distances ldy and ldx. */
  void copyRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols);

  /**
   * Y[r][c] = Y[r][c] + X[r][c] for Y and X [rows, cols], which share no memory, with row distances
   * ldy and ldx.
   */
  void addRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols);

  /**
   * y[r] = sum of row r of X [rows, cols] (contiguous), in 16 virtual lanes; 0 for an empty row.
   */
  void rowSums(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset);

  /**
   * y[c] = sum of column c of X [rows, cols] with row distance ldx, row by row; 0 when there are no
   * rows.
   */
  void columnSums(
      float[] x, int xOffset, int ldx, int rows, int cols, float[] y, int yOffset, Scratch scratch);

  /**
   * y[c] = the largest of four elements of x, as {@link Math#max} has it: those of the block of two
   * by two at {@code xOffset + 2c} in the row there and the next one, {@code width} further.
   */
  void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns);

  /**
   * dx = g[c] where {@link #blockMaxima} finds the largest element of block c and 0 elsewhere in
   * it; of several it is the first, row by row.
   *
   * @param dx the blocks of dx lie as those of x do, and share no memory with them
   */
  void blockMaximaGrad(
      float[] x,
      int xOffset,
      int width,
      float[] g,
      int gOffset,
      float[] dx,
      int dxOffset,
      int columns);

  /**
   * y[r][e] = 1 where 32 random bits are less than a threshold, else 0, for Y [rows, cols]
   * (contiguous). The bits are one half, the lower for an even e, of {@link
   * dev.cotangent.core.random.Threefry#first} for the key (seed, path) and the counter (step,
   * {@link dev.cotangent.core.random.RandomStream#counter counter}(firstRow + r, e / 2)).
   *
   * @param threshold from 0 (never) to 2³² (always)
   */
  void bernoulli(
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      long threshold,
      float[] y,
      int yOffset,
      Scratch scratch);

  /**
   * y[r][e] = what 32 random bits make, for Y [rows, cols] (contiguous), with the bits of {@link
   * #bernoulli}.
   */
  void random(
      Distribution distribution,
      long seed,
      long path,
      long step,
      long firstRow,
      int rows,
      int cols,
      float[] y,
      int yOffset,
      Scratch scratch);

  /** y[r] = log Σ exp of row r of X [rows, cols] (contiguous), by its maximum. */
  void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch);

  /** Row-wise softmax of X [rows, cols] (contiguous), by the row's maximum. */
  void softmax(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch);

  /**
   * y[r] = (x[r] − mean)/√(variance + ε) for each row of X [rows, cols] (contiguous), in single
   * precision and in this order:
   *
   * <ol>
   *   <li>x' = x − x[0], so that a constant row becomes 0 and a common offset costs no digits; d =
   *       x' − (Σ x')/cols;
   *   <li>s = 1/√((Σ d·d)/cols + ε), products rounded before they are added;
   *   <li>y = d·s.
   * </ol>
   *
   * <p>Sums are those of {@link #rowSums}.
   */
  void standardize(
      float[] x,
      int xOffset,
      int rows,
      int cols,
      float epsilon,
      float[] y,
      int yOffset,
      Scratch scratch);

  /**
   * What {@link #standardize} sends back: dx = (c − y·((Σ c·y)/cols))·s for each row, with y and s
   * as above, products rounded, and c the upstream gradient less its mean, as d is made of x.
   */
  void standardizeGrad(
      float[] x,
      int xOffset,
      float[] upstream,
      int upstreamOffset,
      int rows,
      int cols,
      float epsilon,
      float[] dx,
      int dxOffset,
      Scratch scratch);

  /**
   * loss[r] = logSumExp(z[r]) − z[r][label[r]]. A label outside [0, cols) gives NaN in its row
   * (callers check labels where they enter).
   */
  void softmaxCrossEntropy(
      float[] z,
      int zOffset,
      int[] labels,
      int labelsOffset,
      int rows,
      int cols,
      float[] loss,
      int lossOffset,
      Scratch scratch);

  /** An array for a result that is not wanted. */
  float[] UNWANTED = {};

  /**
   * dz[r] = (softmax(z[r]) − onehot(label[r])) · upstream[r], and in the same pass the loss as
   * {@link #softmaxCrossEntropy} gives it.
   *
   * @param loss receives the loss of each row, or is {@link #UNWANTED}
   */
  void softmaxCrossEntropyGrad(
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
      Scratch scratch);
}
