package dev.cotangent.core.kernel;

/**
 * A set of float32 kernels: the loops that a plan runs. Kernel sets are interchangeable.
 *
 * <p>Every set computes the same bits. The sequence of floating-point operations behind each method
 * is specified by {@code PortableKernels}; a faster set may change only how they are assigned to
 * lanes and tiles:
 *
 * <ul>
 *   <li>an element of a matrix product is a chain {@code acc = fma(a_k, b_k, acc)} from +0 in
 *       increasing k, one chain for each segment of {@value #SEGMENT} in k; segments are added in
 *       order (C first when accumulating);
 *   <li>a sum along a row uses {@value #LANES} virtual lanes, element i in lane i mod 16, each lane
 *       summed in segments of {@value #SEGMENT}, and the fixed tree of {@code Lanes.tree} at the
 *       end;
 *   <li>a sum over rows goes row by row, in segments of {@value #SEGMENT} rows;
 *   <li>transcendental functions are our own polynomials with explicit fused multiply-adds.
 * </ul>
 *
 * <p>NaN operands give NaN results; the payload is unspecified. All matrices are row-major; {@code
 * ld*} is the distance between rows. Output ranges must not overlap input ranges, except that
 * elementwise methods may overwrite an operand exactly.
 *
 * <p>Implementations are stateless and safe for use by many threads, each with its own {@link
 * Scratch}. After the first calls with the same sizes, no method allocates.
 */
public interface Kernels {

  /** Number of terms of a sum that are added in one chain before a new one starts. */
  int SEGMENT = 512;

  /** Number of virtual lanes of a sum along a row. */
  int LANES = 16;

  /** The id by which the set is chosen and reported, such as {@code portable} or {@code vector}. */
  String id();

  /**
   * Whether elementwise methods are so much faster on separate arrays, accessed from index 0, that
   * callers should copy operands into such arrays.
   */
  default boolean prefersOwnArrays() {
    return false;
  }

  /**
   * Matrix product C = A·B, or C += A·B.
   *
   * @param form which operand is stored transposed: NN has A [m,k] and B [k,n], NT has B as [n,k],
   *     TN has A as [k,m]
   * @param accumulate whether to add to C (which comes first in the sum) rather than overwrite it
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

  /**
   * Computes the trace of an LSTM, as specified by {@code core.op.recurrent.LstmTrace}, if this set
   * has loops of its own for these sizes.
   *
   * @param rows N, the number of sequences
   * @param a the inputs' part of the gates i, f, g, o [N, T, 4H]
   * @param u the recurrent weights [H, 4H]
   * @param h the hidden states before the first step [N, H]
   * @param c the cell states before the first step [N, H]
   * @param trace receives i, f, g, o, c and the hidden state before each step [N, T, 6H]
   * @return whether it was computed; if not, the caller computes it by the other methods
   */
  default boolean lstmTrace(
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
    return false;
  }

  /**
   * Computes the gradient of an LSTM's gates, as specified by {@code core.op.recurrent.LstmGrad},
   * if this set has loops of its own for these sizes.
   *
   * @param last S, the number of last steps with an upstream gradient, from 1 to T
   * @param trace the result of {@link #lstmTrace} [N, T, 6H]
   * @param u the recurrent weights [H, 4H]
   * @param upstream the gradients of the hidden and cell states [N, S, 2H]
   * @param c the cell states before the first step [N, H]
   * @param dz receives the gradients of the gates' pre-activations [N, T, 4H]
   * @return whether it was computed; if not, the caller computes it by the other methods
   */
  default boolean lstmGrad(
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
    return false;
  }

  /** y[i] = op(x[i]) for i in [0, n). */
  void unary(Unary op, float[] x, int xOffset, float[] y, int yOffset, int n);

  /** y[i] = op(a[i], b[i]) for i in [0, n). */
  void binary(
      Binary op, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n);

  /** y[i] = f(x[i]) for n elements, in a loop of the function's own. */
  default void apply(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    FunctionLoops.of(f).values(f, x, xOffset, y, yOffset, n);
  }

  /** y[i] = f(a[i], b[i]) for n elements, in a loop of the function's own. */
  default void apply(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    FunctionLoops.of(f).values(f, a, aOffset, b, bOffset, y, yOffset, n);
  }

  /**
   * dx[i] = upstream[i]·f′(x[i]) for n elements, where y[i] is the value at x[i], in a loop of the
   * function's own; the product is rounded once.
   */
  default void applySlope(
      SlopeFunction f,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] upstream,
      int upstreamOffset,
      float[] dx,
      int dxOffset,
      int n) {
    FunctionLoops.of(f)
        .slopes(f, x, xOffset, y, yOffset, upstream, upstreamOffset, dx, dxOffset, n);
  }

  /**
   * y[i] = mask[i] != 0 ? a[i] : b[i] for i in [0, n): a selection, so the value that is not
   * selected never matters.
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
   * y[c] = the largest of four elements of x by {@link Math#max}: the two-by-two block at {@code
   * xOffset + 2c}, whose second row is {@code width} elements further.
   */
  void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns);

  /**
   * dx = g[c] at the largest element of block c as in {@link #blockMaxima} and 0 elsewhere in the
   * block; of ties the first, row by row, counts.
   *
   * @param dx has the same layout as x; the two share no memory
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
   * (contiguous). The bits are one half (the lower for even e) of {@link
   * dev.cotangent.core.math.Threefry#first} for the key (seed, path) and the counter (step, {@link
   * dev.cotangent.core.random.RandomStream#counter counter}(firstRow + r, e / 2)).
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
   * y[r][e] = a random number of the distribution, made from 32 random bits, for Y [rows, cols]
   * (contiguous), with the bits of {@link #bernoulli}.
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

  /** y[r] = log Σ exp of row r of X [rows, cols] (contiguous), stabilized by its maximum. */
  void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch);

  /** Row-wise softmax of X [rows, cols] (contiguous), stabilized by the row's maximum. */
  void softmax(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch);

  /**
   * y[r] = (x[r] − mean)/√(variance + ε) for each row of X [rows, cols] (contiguous), in single
   * precision and in this order:
   *
   * <ol>
   *   <li>x' = x − x[0], so that a constant row becomes 0 and a common offset costs no accuracy; d
   *       = x' − (Σ x')/cols;
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
   * The gradient of {@link #standardize}: dx = (c − y·((Σ c·y)/cols))·s for each row, with y and s
   * as above, products rounded, and c the upstream gradient less its mean, computed like d from x.
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
   * (callers validate labels).
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

  /** Stands for a result that is not needed. */
  float[] UNWANTED = {};

  /**
   * dz[r] = (softmax(z[r]) − onehot(label[r])) · upstream[r], and in the same pass the loss of
   * {@link #softmaxCrossEntropy}.
   *
   * @param loss receives the loss of each row, unless it is {@link #UNWANTED}
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

  /**
   * Whether no element of {@code x[offset … offset + n)} is larger in magnitude than {@code bound};
   * false if one is NaN.
   *
   * @param bound 0 or positive
   */
  default boolean allWithin(float[] x, int offset, int n, float bound) {
    return Magnitudes.allWithin(x, offset, n, bound);
  }
}
