package dev.cotangent.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Runs one call on both kernel sets and compares all of the output array, what should be untouched
 * included.
 */
final class Parity {

  static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.72f,
    88.7228f,
    88.73f,
    89f,
    89.1f,
    -87.3f,
    -88f,
    -103.9f,
    -103.98f,
    -104f,
    -104.1f,
    0.625f,
    0.6249999f,
    -0.625f,
    44.3f,
    -44.3f,
    52.1f,
    1e-39f,
    -1e-39f,
    0.5f,
    2f,
    0.70710677f,
    0.7071068f,
    1.4142135f,
    1e38f,
    3e38f,
    16777216f,
    1e-20f
  };

  static final Kernels PORTABLE = PortableKernels.of();
  static final Kernels VECTOR = new VectorKernelsProvider().create();
  private static final Scratch PORTABLE_SCRATCH = Scratch.of();
  private static final Scratch VECTOR_SCRATCH = Scratch.of();

  private Parity() {}

  /**
   * Calls {@code call} with each set and its own copy of {@code initial}, and compares the copies.
   */
  static void check(String what, float[] initial, BiConsumer<Kernels, float[]> call) {
    float[] expected = initial.clone();
    float[] actual = initial.clone();
    call.accept(PORTABLE, expected);
    call.accept(VECTOR, actual);
    assertSame(what, expected, actual);
  }

  static Scratch scratch(Kernels kernels) {
    Scratch scratch = kernels == PORTABLE ? PORTABLE_SCRATCH : VECTOR_SCRATCH;
    // whatever an earlier call left there must not matter
    for (Scratch.Purpose purpose : Scratch.Purpose.values()) {
      float[] old = scratch.floats(purpose, 64);
      Arrays.fill(old, 0, Math.min(old.length, 4096), Float.NaN);
    }
    return scratch;
  }

  static void assertSame(String what, float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        assertThat(Integer.toHexString(Float.floatToIntBits(actual[i])) + " " + actual[i])
            .as("%s, element %d", what, i)
            .isEqualTo(Integer.toHexString(Float.floatToIntBits(expected[i])) + " " + expected[i]);
      }
    }
  }

  /** A product with operands at odd offsets and rows longer than they need be. */
  static void matmul(
      Form form,
      int m,
      int n,
      int k,
      boolean accumulate,
      int extra,
      float[] a,
      float[] b,
      float[] c) {
    int lda = (form == Form.TN ? m : k) + extra;
    int ldb = (form == Form.NT ? k : n) + extra;
    int ldc = n + extra;
    String what =
        form + " " + m + "x" + n + "x" + k + " accumulate " + accumulate + " extra " + extra;
    check(
        what,
        c,
        (kernels, out) ->
            kernels.matmul(
                form,
                m,
                n,
                k,
                a,
                extra,
                lda,
                b,
                2 * extra,
                ldb,
                out,
                extra,
                ldc,
                accumulate,
                scratch(kernels)));
  }

  /** Floats that a matrix of that many rows needs at the offsets used by {@link #matmul}. */
  static int size(int rows, int cols, int extra) {
    return 2 * extra + rows * (cols + extra) + 1;
  }

  static float[] random(SplittableRandom random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return x;
  }

  /**
   * Values of every kind: special ones, random bit patterns, and ordinary ones over the range of
   * the exponential.
   */
  static float[] wild(SplittableRandom random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = wild(random);
    }
    return x;
  }

  private static float wild(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 1 -> Float.intBitsToFloat(random.nextInt());
      case 2 -> (float) (random.nextDouble() * 240 - 120);
      default -> (float) (random.nextDouble() * 4 - 2);
    };
  }
}
