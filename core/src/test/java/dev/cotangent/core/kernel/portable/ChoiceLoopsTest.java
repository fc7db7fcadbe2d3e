package dev.cotangent.core.kernel.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Binary;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparisons and selections of all pairs of special values, on any part of an array, in place. */
class ChoiceLoopsTest {

  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1f,
    -1f,
    Math.nextUp(1f),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    INF,
    -INF,
    Float.NaN
  };
  private static final int SIZE = 3000;

  private final PortableKernels kernels = PortableKernels.of();
  private final SplittableRandom random = new SplittableRandom(11);
  private final float[] a = new float[SIZE];
  private final float[] b = new float[SIZE];
  private final float[] mask = new float[SIZE];

  /** The first third has special values only, the second none, the last a few. */
  @BeforeEach
  void fill() {
    int count = SPECIAL.length;
    for (int i = 0; i < SIZE; i++) {
      boolean special = i < 1000 || (i > 2000 && i % 97 == 0);
      a[i] = special ? SPECIAL[i % count] : any(100);
      b[i] = special ? SPECIAL[i / count % count] : any(100);
      mask[i] = special ? SPECIAL[i / (count * count) % count] : random.nextInt(2);
      if (i % 5 == 0) {
        b[i] = a[i];
      }
    }
  }

  private float any(double range) {
    return (float) ((random.nextDouble() * 2 - 1) * range);
  }

  @ParameterizedTest
  @EnumSource(names = {"GREATER", "GREATER_EQUAL", "EQUAL"})
  void comparisonsAreExact(Binary op) {
    for (int n : new int[] {1, 7, 47, 48, 1024, 2990}) {
      for (int offset : new int[] {0, 5, 1900}) {
        int size = Math.min(n, SIZE - offset);
        float[] y = new float[SIZE];
        kernels.binary(op, a, offset, b, offset, y, offset, size);
        float[] first = a.clone();
        kernels.binary(op, first, offset, b, offset, first, offset, size);
        float[] second = b.clone();
        kernels.binary(op, a, offset, second, offset, second, offset, size);
        for (int i = offset; i < offset + size; i++) {
          float expected = (float) op.value(a[i], b[i]);
          assertThat(new float[] {y[i], first[i], second[i]})
              .as("%s %s %s", a[i], op, b[i])
              .containsExactly(expected, expected, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "7, 5", "48, 0", "900, 5", "2990, 0", "1024, 1900", "2990, 5"})
  void selectionsKeepEveryBit(int n, int offset) {
    int size = Math.min(n, SIZE - offset);
    float[] y = new float[SIZE];
    kernels.where(mask, offset, a, offset, b, offset, y, offset, size);
    float[] first = a.clone();
    kernels.where(mask, offset, first, offset, b, offset, first, offset, size);
    float[] second = b.clone();
    kernels.where(mask, offset, a, offset, second, offset, second, offset, size);
    float[] third = mask.clone();
    kernels.where(third, offset, a, offset, b, offset, third, offset, size);
    for (int i = offset; i < offset + size; i++) {
      int expected = Float.floatToIntBits(mask[i] != 0 ? a[i] : b[i]);
      assertThat(new int[] {bits(y[i]), bits(first[i]), bits(second[i]), bits(third[i])})
          .as("%s ? %s : %s", mask[i], a[i], b[i])
          .containsExactly(expected, expected, expected, expected);
    }
  }

  private static int bits(float x) {
    return Float.floatToIntBits(x);
  }
}
