package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kernels that pass every call on and remember which kinds of calls there were, each once, with
 * {@linkplain Crop cropped} sizes. Thread-safe.
 *
 * <p>Calls that all kernel sets compute with the same loops (copies of rows, functions of plugins)
 * are not remembered.
 */
public final class CallRecorder extends ImageCalls implements Kernels {

  private final Kernels kernels;
  private final boolean ownArrays;
  private final Map<String, CallKind> kinds = new TreeMap<>();

  /**
   * Creates a recorder.
   *
   * @param kernels the kernels that compute
   * @param planned the kernels whose calls are to be recorded: a plan may call differently for them
   */
  public CallRecorder(Kernels kernels, Kernels planned) {
    super(kernels, planned);
    this.kernels = kernels;
    this.ownArrays = planned.prefersOwnArrays();
  }

  /** The calls so far, in a fixed order. */
  synchronized List<CallKind> kinds() {
    return new ArrayList<>(kinds.values());
  }

  @Override
  synchronized void add(String key, double size, KernelCall call) {
    kinds.computeIfAbsent(key, first -> new CallKind(call)).add(size);
  }

  private static double size(int rows, int columns) {
    return (double) rows * columns / ((double) Crop.rows(rows) * Crop.columns(columns));
  }

  @Override
  public String id() {
    return kernels.id();
  }

  @Override
  public boolean prefersOwnArrays() {
    return ownArrays;
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
    int rows = Crop.m(m);
    int columns = Crop.n(n);
    int terms = Crop.k(rows, columns, k);
    double size = (double) m * n * k / ((double) rows * columns * terms);
    product(form, rows, columns, terms, accumulate, size);
    if (k > SEGMENT) {
      product(form, rows, columns, terms, true, size); // later segments are added
    }
    kernels.matmul(
        form, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate, scratch);
  }

  private void product(Form form, int m, int n, int k, boolean add, double size) {
    int lda = form == Form.TN ? m : k;
    int ldb = form == Form.NT ? k : n;
    add(
        "matmul " + form + m + " " + n + " " + k + add,
        size,
        (set, on) ->
            set.matmul(form, m, n, k, on.a, 0, lda, on.b, 0, ldb, on.c, 0, n, add, on.scratch));
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
    LstmCalls.trace(this, rows, steps, hidden);
    return kernels.lstmTrace(
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
    LstmCalls.grad(this, rows, steps, hidden, last);
    return kernels.lstmGrad(
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
  }

  @Override
  public void unary(Unary op, float[] x, int xOffset, float[] y, int yOffset, int n) {
    int size = Crop.elements(n);
    add(op + " " + size, (double) n / size, (set, on) -> set.unary(op, on.a, 0, on.b, 0, size));
    kernels.unary(op, x, xOffset, y, yOffset, n);
  }

  @Override
  public void binary(
      Binary op, float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    int size = Crop.elements(n);
    add(
        op + " " + size,
        (double) n / size,
        (set, on) -> set.binary(op, on.a, 0, on.b, 0, on.c, 0, size));
    kernels.binary(op, a, aOffset, b, bOffset, y, yOffset, n);
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
    int size = Crop.elements(n);
    add(
        "where " + size,
        (double) n / size,
        (set, on) -> set.where(on.a, 0, on.b, 0, on.c, 0, on.d, 0, size));
    kernels.where(mask, maskOffset, a, aOffset, b, bOffset, y, yOffset, n);
  }

  @Override
  public boolean allWithin(float[] x, int offset, int n, float bound) {
    int size = Crop.elements(n);
    add("allWithin " + size, (double) n / size, (set, on) -> set.allWithin(on.a, 0, size, 1));
    return kernels.allWithin(x, offset, n, bound);
  }

  @Override
  public void copyRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    kernels.copyRows(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

  @Override
  public void addRows(
      float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy, int rows, int cols) {
    kernels.addRows(x, xOffset, ldx, y, yOffset, ldy, rows, cols);
  }

  @Override
  public void rowSums(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "rowSums " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.rowSums(on.a, 0, r, c, on.b, 0));
    kernels.rowSums(x, xOffset, rows, cols, y, yOffset);
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "columnSums " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.columnSums(on.a, 0, c, r, c, on.b, 0, on.scratch));
    kernels.columnSums(x, xOffset, ldx, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void blockMaxima(float[] x, int xOffset, int width, float[] y, int yOffset, int columns) {
    int size = Crop.elements(columns);
    add(
        "blockMaxima " + width + " " + size,
        (double) columns / size,
        (set, on) -> set.blockMaxima(on.a, 0, width, on.b, 0, size));
    kernels.blockMaxima(x, xOffset, width, y, yOffset, columns);
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
    int size = Crop.elements(columns);
    add(
        "blockMaximaGrad " + width + " " + size,
        (double) columns / size,
        (set, on) -> set.blockMaximaGrad(on.a, 0, width, on.b, 0, on.c, 0, size));
    kernels.blockMaximaGrad(x, xOffset, width, g, gOffset, dx, dxOffset, columns);
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "bernoulli " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.bernoulli(1, 1, 1, 0, r, c, threshold, on.a, 0, on.scratch));
    kernels.bernoulli(seed, path, step, firstRow, rows, cols, threshold, y, yOffset, scratch);
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        distribution + " " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.random(distribution, 1, 1, 1, 0, r, c, on.a, 0, on.scratch));
    kernels.random(distribution, seed, path, step, firstRow, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "logSumExp " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.logSumExp(on.a, 0, r, c, on.b, 0, on.scratch));
    kernels.logSumExp(x, xOffset, rows, cols, y, yOffset, scratch);
  }

  @Override
  public void softmax(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "softmax " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.softmax(on.a, 0, r, c, on.b, 0, on.scratch));
    kernels.softmax(x, xOffset, rows, cols, y, yOffset, scratch);
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "standardize " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.standardize(on.a, 0, r, c, epsilon, on.b, 0, on.scratch));
    kernels.standardize(x, xOffset, rows, cols, epsilon, y, yOffset, scratch);
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "standardizeGrad " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.standardizeGrad(on.a, 0, on.b, 0, r, c, epsilon, on.c, 0, on.scratch));
    kernels.standardizeGrad(
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    add(
        "softmaxCrossEntropy " + r + " " + c,
        size(rows, cols),
        (set, on) -> set.softmaxCrossEntropy(on.a, 0, on.labels, 0, r, c, on.b, 0, on.scratch));
    kernels.softmaxCrossEntropy(
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
    int r = Crop.rows(rows);
    int c = Crop.columns(cols);
    boolean wanted = loss.length > 0;
    add(
        "softmaxCrossEntropyGrad " + r + " " + c + wanted,
        size(rows, cols),
        (set, on) ->
            set.softmaxCrossEntropyGrad(
                on.a,
                0,
                on.labels,
                0,
                on.b,
                0,
                r,
                c,
                on.c,
                0,
                wanted ? on.d : UNWANTED,
                0,
                on.scratch));
    kernels.softmaxCrossEntropyGrad(
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
