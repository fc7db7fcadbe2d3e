package dev.cotangent.training.step;

import java.nio.ByteBuffer;

/**
 * Numbers of 8 significant bits with the range of float, the upper halves of floats: bfloat16.
 *
 * <p>Numbers are rounded to nearest, ties to even, those below 2⁻¹⁰⁹ in two steps. Those above the
 * largest one become infinite or NaN, and infinities NaN.
 */
final class Bfloat16 {

  private static final int LOST_BITS = 16;
  private static final float DOWN = 0x1p-16f;
  private static final float UP = 0x1p16f;
  private static final float SPLITTER = UP + 1;

  private Bfloat16() {}

  /**
   * Rounds a number by the splitting of Veltkamp and Dekker, since compilers vectorize float
   * arithmetic but not the access to a float's bits. Scaling down keeps the product finite, and
   * rounds subnormal numbers to the coarser grid of bfloat16. A rounded number stays as it is.
   */
  static float round(float x) {
    float small = x * DOWN;
    float product = small * SPLITTER;
    return (product - (product - small)) * UP;
  }

  /**
   * Writes rounded numbers, 2 bytes each, in the buffer's byte order, from its position on, which
   * is left as it is.
   */
  static void write(float[] numbers, int from, int to, ByteBuffer into) {
    int at = into.position();
    for (int i = from; i < to; i++) {
      short half = (short) (Float.floatToRawIntBits(numbers[i]) >>> LOST_BITS);
      into.putShort(at + (i - from) * Short.BYTES, half);
    }
  }

  /** Reads numbers as {@link #write} has written them. */
  static void read(ByteBuffer from, float[] numbers, int first, int end) {
    int at = from.position();
    for (int i = first; i < end; i++) {
      int half = from.getShort(at + (i - first) * Short.BYTES);
      numbers[i] = Float.intBitsToFloat(half << LOST_BITS);
    }
  }
}
