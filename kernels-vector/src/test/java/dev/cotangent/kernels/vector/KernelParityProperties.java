package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Unary;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Vector and portable kernels agree to the bit on anything drawn at random. */
class KernelParityProperties {

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void productsAgree(
      @ForAll Form form,
      @ForAll @IntRange(max = 60) int m,
      @ForAll @IntRange(max = 150) int n,
      @ForAll @IntRange(max = 1100) int k,
      @ForAll boolean accumulate,
      @ForAll @IntRange(max = 5) int extra,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean ta = form == Form.TN;
    boolean tb = form == Form.NT;
    float[] a = Parity.random(random, Parity.size(ta ? k : m, ta ? m : k, extra));
    float[] b = Parity.random(random, Parity.size(tb ? n : k, tb ? k : n, extra));
    float[] c = Parity.random(random, Parity.size(m, n, extra));
    Parity.matmul(form, m, n, k, accumulate, extra, a, b, c);
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void unaryAgrees(
      @ForAll Unary op,
      @ForAll @IntRange(max = 400) int n,
      @ForAll @IntRange(max = 9) int offset,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = Parity.wild(random, n + offset);
    Parity.check(op + " of " + n, new float[n + 3], (k, y) -> k.unary(op, x, offset, y, 2, n));
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void binaryAgrees(
      @ForAll Binary op,
      @ForAll @IntRange(max = 400) int n,
      @ForAll @IntRange(max = 9) int offset,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] a = Parity.wild(random, n + offset);
    float[] b = Parity.wild(random, n + 1);
    Parity.check(
        op + " of " + n, new float[n + 3], (k, y) -> k.binary(op, a, offset, b, 1, y, 2, n));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void rowsAgree(
      @ForAll @IntRange(max = 9) int rows,
      @ForAll @IntRange(max = 120) int cols,
      @ForAll boolean wild,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = wild ? Parity.wild(random, rows * cols) : Parity.random(random, rows * cols);
    int[] labels = random.ints(rows, -1, cols + 1).toArray();
    float[] upstream = Parity.random(random, rows);
    Parity.check("rowSums", new float[rows], (k, y) -> k.rowSums(x, 0, rows, cols, y, 0));
    Parity.check(
        "logSumExp",
        new float[rows],
        (k, y) -> k.logSumExp(x, 0, rows, cols, y, 0, Parity.scratch(k)));
    Parity.check(
        "softmax",
        new float[rows * cols],
        (k, y) -> k.softmax(x, 0, rows, cols, y, 0, Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropy",
        new float[rows],
        (k, y) -> k.softmaxCrossEntropy(x, 0, labels, 0, rows, cols, y, 0, Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropyGrad",
        new float[rows * cols],
        (k, y) ->
            k.softmaxCrossEntropyGrad(
                x,
                0,
                labels,
                0,
                upstream,
                0,
                rows,
                cols,
                y,
                0,
                Kernels.UNWANTED,
                0,
                Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropyGrad's loss",
        new float[rows],
        (k, y) ->
            k.softmaxCrossEntropyGrad(
                x,
                0,
                labels,
                0,
                upstream,
                0,
                rows,
                cols,
                new float[rows * cols],
                0,
                y,
                0,
                Parity.scratch(k)));
    Parity.check(
        "columnSums",
        new float[cols],
        (k, y) -> k.columnSums(x, 0, cols, rows, cols, y, 0, Parity.scratch(k)));
  }
}
