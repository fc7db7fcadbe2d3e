package dev.cotangent.training.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rounding by arithmetic against rounding by bits. */
class Bfloat16Test {

  private static final int HALVES = 1 << 16;
  private static final float SMALL = 0x1p-109f;
  private static final float LARGEST = 0x1.fefffep127f;

  /** The nearest number of 8 significant bits, the even one of two; a NaN if x is one. */
  static float nearest(float x) {
    int bits = Float.floatToRawIntBits(x);
    int even = bits + 0x7FFF + ((bits >>> 16) & 1);
    return Float.isNaN(x) ? x : Float.intBitsToFloat(even & 0xFFFF0000);
  }

  /** Every 97th float, and those around each number that stays as it is and each tie. */
  @Test
  void roundsToNearestAndToEven() {
    for (long bits = 0; bits < 1L << 32; bits += 97) {
      compare(Float.intBitsToFloat((int) bits));
    }
    for (int half = 0; half < HALVES; half++) {
      for (int rest : new int[] {0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF}) {
        compare(Float.intBitsToFloat(half << 16 | rest));
      }
    }
  }

  private static void compare(float x) {
    float rounded = Bfloat16.round(x);
    float size = Math.abs(x);
    if (!(size <= LARGEST)) {
      assertThat(Float.isFinite(rounded)).isFalse();
      return;
    }
    if (size >= SMALL) {
      same(rounded, nearest(x), x);
    } else {
      float distance = Math.abs(rounded - x);
      float step = Math.max(0x1p-133f, Math.ulp(nearest(x)) * HALVES);
      if (distance > step || (Float.floatToRawIntBits(rounded) & 0xFFFF) != 0) {
        throw new AssertionError(Float.toHexString(x) + " became " + Float.toHexString(rounded));
      }
    }
    same(Bfloat16.round(rounded), rounded, x);
  }

  /** Faster than an assertion, for as many numbers. */
  private static void same(float actual, float expected, float x) {
    if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
      throw new AssertionError(
          Float.toHexString(x)
              + " became "
              + Float.toHexString(actual)
              + ", expected "
              + Float.toHexString(expected));
    }
  }

  @Test
  void everyNumberComesBackFromItsTwoBytes() {
    float[] numbers = new float[HALVES];
    for (int half = 0; half < HALVES; half++) {
      numbers[half] = Float.intBitsToFloat(half << 16);
    }
    for (ByteBuffer buffer :
        List.of(
            ByteBuffer.allocate(2 * HALVES + 6),
            ByteBuffer.allocateDirect(2 * HALVES + 6).order(ByteOrder.LITTLE_ENDIAN))) {
      buffer.position(3);
      Bfloat16.write(numbers, 1, HALVES, buffer);
      float[] read = new float[HALVES];
      Bfloat16.read(buffer, read, 1, HALVES);
      assertThat(buffer.position()).isEqualTo(3);
      for (int i = 1; i < HALVES; i++) {
        same(read[i], numbers[i], i);
      }
    }
  }
}
