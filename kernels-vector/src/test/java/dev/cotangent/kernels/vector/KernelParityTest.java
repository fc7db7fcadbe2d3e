package dev.cotangent.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Unary;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vector and portable kernels agree to the bit, over the sizes where tiles, vectors and segments
 * begin and end.
 */
class KernelParityTest {

  private final SplittableRandom random = new SplittableRandom(42);

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAgreeAtEveryWidthAndHeight(Form form) {
    for (int m : new int[] {0, 1, 2, 3, 4, 5, 7, 11, 12, 13, 24, 25, 31, 40}) {
      for (int n = 0; n <= 40; n++) {
        for (int k : new int[] {0, 1, 3, 17, 40}) {
          product(form, m, n, k, (m + n + k) % 4);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAgreeAtTheEndsOfSegments(Form form) {
    for (int m : new int[] {1, 3, 14, 30}) {
      for (int n : new int[] {1, 5, 10, 16, 17, 32, 33, 47, 100, 130, 257, 300}) {
        for (int k : new int[] {1, 15, 511, 512, 513, 1025}) {
          product(form, m, n, k, (m + n + k) % 3);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAgreeBeyondOneBlockOfRows(Form form) {
    product(form, 487, 70, 33, 0);
    product(form, 965, 130, 530, 1);
    product(form, 1030, 9, 20, 0);
    product(form, 1200, 100, 70, 3);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAgreeInGroupsOfPanels(Form form) {
    product(form, 128, 257, 45, 0);
    product(form, 148, 300, 513, 0);
    product(form, 197, 210, 40, 2);
    product(form, 40, 1100, 30, 0);
    product(form, 1100, 140, 70, 0);
  }

  private void product(Form form, int m, int n, int k, int extra) {
    boolean ta = form == Form.TN;
    boolean tb = form == Form.NT;
    float[] a = Parity.random(random, Parity.size(ta ? k : m, ta ? m : k, extra));
    float[] b = Parity.random(random, Parity.size(tb ? n : k, tb ? k : n, extra));
    float[] c = Parity.random(random, Parity.size(m, n, extra));
    Parity.matmul(form, m, n, k, false, extra, a, b, c);
    Parity.matmul(form, m, n, k, true, extra, a, b, c);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAgreeOnSpecialValues(Form form) {
    for (int round = 0; round < 20; round++) {
      int m = 1 + random.nextInt(30);
      int n = 1 + random.nextInt(70);
      int k = 1 + random.nextInt(600);
      boolean ta = form == Form.TN;
      boolean tb = form == Form.NT;
      float[] a = Parity.random(random, Parity.size(ta ? k : m, ta ? m : k, 1));
      float[] b = Parity.random(random, Parity.size(tb ? n : k, tb ? k : n, 1));
      for (int i = 0; i < 8; i++) {
        a[random.nextInt(a.length)] = Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
        b[random.nextInt(b.length)] = Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
      }
      float[] c = Parity.wild(random, Parity.size(m, n, 1));
      Parity.matmul(form, m, n, k, false, 1, a, b, c);
      Parity.matmul(form, m, n, k, true, 1, a, b, c);
    }
  }

  @ParameterizedTest
  @EnumSource(Unary.class)
  void unaryAgrees(Unary op) {
    for (int n = 0; n < 70; n++) {
      unary(op, n, n % 5, n % 3);
    }
    for (int round = 0; round < 20; round++) {
      unary(op, 5000, 1, 0);
    }
  }

  private void unary(Unary op, int size, int xOffset, int yOffset) {
    float[] x = Parity.wild(random, size + 8);
    System.arraycopy(Parity.SPECIAL, 0, x, xOffset, Math.min(size, Parity.SPECIAL.length));
    float[] y = Parity.random(random, size + 8);
    Parity.check(
        op + " of " + size, y, (kernels, out) -> kernels.unary(op, x, xOffset, out, yOffset, size));
    Parity.check(
        op + " in place", x, (kernels, out) -> kernels.unary(op, out, xOffset, out, xOffset, size));
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void binaryAgrees(Binary op) {
    for (int n = 0; n < 70; n++) {
      binary(op, n);
    }
    for (int round = 0; round < 20; round++) {
      binary(op, 5000);
    }
  }

  private void binary(Binary op, int size) {
    float[] a = Parity.wild(random, size + 8);
    float[] b = Parity.wild(random, size + 8);
    float[] y = Parity.random(random, size + 8);
    Parity.check(
        op + " of " + size, y, (kernels, out) -> kernels.binary(op, a, 3, b, 1, out, 2, size));
    Parity.check(
        op + " over a", a, (kernels, out) -> kernels.binary(op, out, 3, b, 1, out, 3, size));
    Parity.check(
        op + " over b", b, (kernels, out) -> kernels.binary(op, a, 3, out, 1, out, 1, size));
  }

  @Test
  void maximumAndMinimumAgreeOnAllPairsOfSpecialValues() {
    int count = Parity.SPECIAL.length;
    float[] a = new float[count * count];
    float[] b = new float[count * count];
    for (int i = 0; i < a.length; i++) {
      a[i] = Parity.SPECIAL[i / count];
      b[i] = Parity.SPECIAL[i % count];
    }
    for (Binary op : Binary.values()) {
      Parity.check(
          op + "", a.clone(), (kernels, out) -> kernels.binary(op, a, 0, b, 0, out, 0, a.length));
    }
  }

  @Test
  void whereAgrees() {
    for (int size = 0; size < 100; size++) {
      int n = size;
      float[] mask = Parity.wild(random, n + 4);
      for (int i = 0; i < n; i += 2) {
        mask[i] = i % 4 == 0 ? 0f : -0f;
      }
      float[] a = Parity.wild(random, n + 4);
      float[] b = Parity.wild(random, n + 4);
      float[] y = Parity.random(random, n + 4);
      Parity.check(
          "where " + n, y, (kernels, out) -> kernels.where(mask, 1, a, 0, b, 2, out, 3, n));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        2,
        3,
        5,
        8,
        10,
        15,
        16,
        17,
        31,
        32,
        33,
        40,
        64,
        128,
        100,
        1000,
        16 * 512,
        16 * 512 + 5,
        3 * 16 * 512 + 21
      })
  void rowsAgree(int cols) {
    int rows = cols > 1000 ? 2 : 7;
    rows(rows, cols, Parity.random(random, 1 + rows * cols));
    rows(rows, cols, Parity.wild(random, 1 + rows * cols));
    float[] mixed = Parity.random(random, 1 + rows * cols);
    for (int r = 1; r < rows && cols > 0; r++) {
      mixed[1 + r * cols + random.nextInt(cols)] =
          Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
    }
    rows(rows, cols, mixed);
    float[] low = new float[1 + rows * cols];
    java.util.Arrays.fill(low, Float.NEGATIVE_INFINITY);
    rows(rows, cols, low);
  }

  private void rows(int rows, int cols, float[] x) {
    int[] labels = new int[rows + 1];
    for (int r = 0; r <= rows; r++) {
      labels[r] = r == 3 ? cols : r == 4 ? -1 : random.nextInt(cols + 1);
    }
    float[] upstream = Parity.random(random, rows + 2);
    float[] perRow = Parity.random(random, rows + 3);
    float[] full = Parity.random(random, rows * cols + 3);
    String size = rows + "x" + cols;
    Parity.check("rowSums " + size, perRow, (k, y) -> k.rowSums(x, 1, rows, cols, y, 2));
    Parity.check(
        "logSumExp " + size,
        perRow,
        (k, y) -> k.logSumExp(x, 1, rows, cols, y, 2, Parity.scratch(k)));
    Parity.check(
        "softmax " + size, full, (k, y) -> k.softmax(x, 1, rows, cols, y, 2, Parity.scratch(k)));
    float[] second = Parity.random(random, rows * cols + 3);
    Parity.check(
        "standardize " + size,
        full,
        (k, y) -> k.standardize(x, 1, rows, cols, 1e-5f, y, 2, Parity.scratch(k)));
    Parity.check(
        "standardizeGrad " + size,
        full,
        (k, y) -> k.standardizeGrad(x, 1, second, 3, rows, cols, 1e-5f, y, 2, Parity.scratch(k)));
    Parity.check(
        "standardizeGrad of special values upstream " + size,
        full,
        (k, y) -> k.standardizeGrad(second, 1, x, 1, rows, cols, 1e-5f, y, 2, Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropy " + size,
        perRow,
        (k, y) -> k.softmaxCrossEntropy(x, 1, labels, 1, rows, cols, y, 2, Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropyGrad " + size,
        full,
        (k, y) ->
            k.softmaxCrossEntropyGrad(
                x,
                1,
                labels,
                1,
                upstream,
                1,
                rows,
                cols,
                y,
                2,
                Kernels.UNWANTED,
                0,
                Parity.scratch(k)));
    Parity.check(
        "softmaxCrossEntropyGrad's loss " + size,
        perRow,
        (k, y) ->
            k.softmaxCrossEntropyGrad(
                x,
                1,
                labels,
                1,
                upstream,
                1,
                rows,
                cols,
                full.clone(),
                2,
                y,
                2,
                Parity.scratch(k)));
  }

  @Test
  void columnSumsAgree() {
    for (int rows : new int[] {0, 1, 3, 511, 512, 513, 1025}) {
      for (int cols : new int[] {0, 1, 7, 16, 31, 64, 70, 130}) {
        int ldx = cols + rows % 3;
        float[] x = Parity.random(random, 2 + rows * ldx);
        x[random.nextInt(x.length)] = Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
        float[] y = Parity.random(random, cols + 2);
        Parity.check(
            "columnSums " + rows + "x" + cols,
            y,
            (k, out) -> k.columnSums(x, 1, ldx, rows, cols, out, 1, Parity.scratch(k)));
      }
    }
  }

  @Test
  void rowsAreCopiedAndAddedAlike() {
    for (int cols : new int[] {0, 1, 7, 8, 9, 16, 24, 33}) {
      for (int rows : new int[] {0, 1, 5}) {
        int ldx = cols + 3;
        int ldy = cols + 2;
        float[] x = withSpecials(3 + rows * ldx);
        float[] y = withSpecials(5 + rows * ldy);
        String shape = rows + "x" + cols;
        Parity.check(
            "copyRows " + shape, y, (k, out) -> k.copyRows(x, 1, ldx, out, 2, ldy, rows, cols));
        Parity.check(
            "addRows " + shape, y, (k, out) -> k.addRows(x, 1, ldx, out, 2, ldy, rows, cols));
      }
    }
  }

  @Test
  void maximaOfBlocksAgree() {
    for (int columns = 0; columns < 20; columns++) {
      for (int turn = 0; turn < 20; turn++) {
        maximaOfBlocks(columns, 2 * columns + turn % 3);
      }
    }
  }

  private void maximaOfBlocks(int columns, int width) {
    float[] x = withSpecials(3 + 2 * width);
    for (int i = 0; i < x.length; i += 3) {
      // equal elements, so that it matters which comes first
      x[i] = Math.round(x[i]);
    }
    float[] g = withSpecials(1 + columns);
    String what = columns + " blocks in rows of " + width;
    float[] y = Parity.random(random, columns + 2);
    Parity.check(what, y, (k, out) -> k.blockMaxima(x, 1, width, out, 2, columns));
    float[] dx = Parity.random(random, 4 + 2 * width);
    Parity.check(
        "gradient of " + what,
        dx,
        (k, out) -> k.blockMaximaGrad(x, 1, width, g, 1, out, 2, columns));
  }

  private float[] withSpecials(int size) {
    float[] x = Parity.random(random, size);
    for (int i = 0; i < size / 4; i++) {
      x[random.nextInt(size)] = Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
    }
    return x;
  }

  @Test
  void randomTruthValuesAgree() {
    for (int cols = 0; cols < 70; cols++) {
      randomTruthValues(1 + cols % 3, cols, random.nextLong() >>> 32);
    }
    for (int cols : new int[] {2047, 2048, 2049, 5001}) {
      randomTruthValues(3, cols, random.nextLong() >>> 32);
    }
    for (long threshold : new long[] {0, 1, 1L << 31, (1L << 32) - 1, 1L << 32}) {
      randomTruthValues(2, 333, threshold);
    }
  }

  private void randomTruthValues(int rows, int cols, long threshold) {
    float[] y = Parity.random(random, rows * cols + 4);
    long seed = random.nextLong();
    long path = random.nextLong();
    long step = random.nextLong();
    Parity.check(
        rows + "x" + cols + " below " + threshold,
        y,
        (k, out) ->
            k.bernoulli(seed, path, step, 77, rows, cols, threshold, out, 3, Parity.scratch(k)));
  }

  @Test
  void randomNumbersAgree() {
    for (Distribution distribution : Distribution.values()) {
      for (int cols : new int[] {0, 1, 2, 15, 16, 33, 69, 2047, 2048, 2049, 5001}) {
        randomNumbers(distribution, 1 + cols % 3, cols);
      }
    }
  }

  private void randomNumbers(Distribution distribution, int rows, int cols) {
    float[] y = Parity.random(random, rows * cols + 4);
    long seed = random.nextLong();
    long path = random.nextLong();
    long step = random.nextLong();
    Parity.check(
        distribution + " " + rows + "x" + cols,
        y,
        (k, out) ->
            k.random(distribution, seed, path, step, 77, rows, cols, out, 3, Parity.scratch(k)));
  }

  @Test
  void boundsOfMagnitudesAgreeAtEveryElement() {
    for (int n : new int[] {0, 1, 15, 63, 64, 65, 130, 1024}) {
      for (float bound : new float[] {0.5f, 1e12f, 1e18f, 1e30f, Float.POSITIVE_INFINITY}) {
        float[] x = new float[n + 3];
        Arrays.fill(x, Float.NaN);
        Arrays.fill(x, 2, 2 + n, 0.01f);
        assertThat(Parity.VECTOR.allWithin(x, 2, n, bound)).isTrue();
        assertThat(Parity.PORTABLE.allWithin(x, 2, n, bound)).isTrue();
        for (int i = 2; i < 2 + n; i++) {
          for (float each : new float[] {bound, -bound, Math.nextUp(bound), Float.NaN}) {
            x[i] = each;
            boolean within = Math.abs(each) <= bound;
            assertThat(Parity.VECTOR.allWithin(x, 2, n, bound)).isEqualTo(within);
            assertThat(Parity.PORTABLE.allWithin(x, 2, n, bound)).isEqualTo(within);
          }
          x[i] = 0.01f;
        }
      }
    }
  }
}
