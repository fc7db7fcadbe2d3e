package dev.cotangent.core.kernel.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.math.Fma;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Matrix products against sums in double, and against the rule of the chains to the bit. */
class PortableMatmulTest {

  private static final int EXTRA = 3;

  private final PortableKernels kernels = PortableKernels.of();
  private final Scratch scratch = Scratch.of();
  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAreRightAtSmallSizes(Form form) {
    for (int m : new int[] {0, 1, 3, 4, 5, 17}) {
      for (int n : new int[] {0, 1, 2, 4, 7, 15, 16, 17, 33}) {
        for (int k : new int[] {0, 1, 2, 3, 4, 5, 8, 21}) {
          check(form, m, n, k);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void productsAreRightAcrossSegmentsAndBlocks(Form form) {
    for (int k : new int[] {511, 512, 513, 1025}) {
      check(form, 1, 1, k);
      check(form, 5, 30, k);
      check(form, 30, 5, k);
      check(form, 6, 300, k);
      check(form, 300, 6, k);
    }
  }

  private void check(Form form, int m, int n, int k) {
    boolean ta = form == Form.TN;
    boolean tb = form == Form.NT;
    int lda = (ta ? m : k) + EXTRA;
    int ldb = (tb ? k : n) + EXTRA;
    int ldc = n + EXTRA;
    float[] a = random(EXTRA + (ta ? k : m) * lda);
    float[] b = random(EXTRA + (tb ? n : k) * ldb);
    float[] before = random(EXTRA + m * ldc);
    for (boolean accumulate : new boolean[] {false, true}) {
      float[] c = before.clone();
      kernels.matmul(form, m, n, k, a, 1, lda, b, 2, ldb, c, EXTRA, ldc, accumulate, scratch);
      float[] expected = before.clone();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          int at = EXTRA + i * ldc + j;
          int ai = 1 + (ta ? i : i * lda);
          int bj = 2 + (tb ? j * ldb : j);
          expected[at] =
              chains(k, a, ai, ta ? lda : 1, b, bj, tb ? 1 : ldb, accumulate, before[at]);
          near(c[at], k, a, ai, ta ? lda : 1, b, bj, tb ? 1 : ldb, accumulate ? before[at] : 0f);
        }
      }
      assertThat(c)
          .as("%s %dx%dx%d accumulate %s", form, m, n, k, accumulate)
          .containsExactly(expected);
    }
  }

  /**
   * The rule, on a multiply-add that is exact on every machine: a chain for each 512 in k, chains
   * added in order, C first.
   */
  private static float chains(
      int k,
      float[] a,
      int ai,
      int aCol,
      float[] b,
      int bj,
      int bRow,
      boolean accumulate,
      float before) {
    float c = accumulate ? before : 0f;
    boolean add = accumulate;
    for (int begin = 0; begin < k; begin += 512) {
      float chain = 0f;
      for (int p = begin; p < Math.min(k, begin + 512); p++) {
        chain = Fma.emulate(a[ai + p * aCol], b[bj + p * bRow], chain);
      }
      c = add ? c + chain : chain;
      add = true;
    }
    return c;
  }

  private static void near(
      float actual, int k, float[] a, int ai, int aCol, float[] b, int bj, int bRow, float before) {
    double sum = before;
    double magnitude = Math.abs(before);
    for (int p = 0; p < k; p++) {
      double product = (double) a[ai + p * aCol] * b[bj + p * bRow];
      sum += product;
      magnitude += Math.abs(product);
    }
    if (!(Math.abs(actual - sum) <= 2e-6 * magnitude)) {
      assertThat((double) actual).isEqualTo(sum);
    }
  }

  private float[] random(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void negativeZeroOfAnUnderflowSurvivesThePadding(Form form) {
    // one tiny negative product makes each chain −0; k = 1 is padded to 4 by the vectorised loops
    int m = 64;
    int n = 64;
    float[] a = new float[m];
    float[] b = new float[n];
    java.util.Arrays.fill(a, 1e-30f);
    java.util.Arrays.fill(b, -1e-30f);
    float[] c = new float[m * n];
    int lda = form == Form.TN ? m : 1;
    int ldb = form == Form.NT ? 1 : n;
    kernels.matmul(form, m, n, 1, a, 0, lda, b, 0, ldb, c, 0, n, false, scratch);
    for (float value : c) {
      assertThat(Float.floatToRawIntBits(value)).isEqualTo(Float.floatToRawIntBits(-0f));
    }
  }
}
