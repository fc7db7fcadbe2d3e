package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;

/** Arrays for cropped kernel calls, with harmless values. For one thread. */
final class Operands {

  /** At least the elements of any cropped operand. */
  static final int SIZE = 1 << 15;

  private static final float VALUE = 0.25f;

  final float[] a = filled();
  final float[] b = filled();
  final float[] c = filled();
  final float[] d = filled();
  final int[] labels = new int[Crop.ROWS];
  final Scratch scratch = Scratch.of();

  private static float[] filled() {
    float[] values = new float[SIZE];
    Arrays.fill(values, VALUE);
    return values;
  }
}
