package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Polynomials;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Working memory for elementwise functions that take several loops over a block: arrays that all
 * loops index from 0, which is what C2 vectorises.
 *
 * <p>Blocks are lent and returned, so that none is allocated once there is one for each thread that
 * computes at the same time.
 */
final class ElementBlock {

  /** Elements of a block: few enough for its arrays to stay in the first-level cache. */
  static final int SIZE = 1024;

  /** Threads beyond this number allocate. */
  private static final int KEPT = 64;

  private static final AtomicReferenceArray<ElementBlock> FREE = new AtomicReferenceArray<>(KEPT);

  /** The operand, unchanged. */
  final float[] x = new float[SIZE];

  /** The second operand, unchanged. */
  final float[] b = new float[SIZE];

  /** The result. */
  final float[] y = new float[SIZE];

  final float[] p = new float[SIZE];
  final float[] q = new float[SIZE];
  final float[] r = new float[SIZE];

  private final int[] bits = new int[SIZE];
  private final int[] mantissas = new int[SIZE];
  private final int[] exponents = new int[SIZE];
  private final FloatBuffer floats;
  private final IntBuffer ints;

  private ElementBlock() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
    ints = bytes.asIntBuffer();
  }

  /** Takes a block; {@link #release} returns it. */
  static ElementBlock take() {
    for (int i = 0; i < KEPT; i++) {
      ElementBlock block = FREE.getPlain(i) == null ? null : FREE.getAndSet(i, null);
      if (block != null) {
        return block;
      }
    }
    return new ElementBlock();
  }

  /** Returns the block. */
  void release() {
    for (int i = 0; i < KEPT; i++) {
      if (FREE.getPlain(i) == null && FREE.compareAndSet(i, null, this)) {
        return;
      }
    }
  }

  /**
   * Splits normal positive floats u = 2^n·m, with m from √½ to √2: p = m and q = n + {@link
   * Polynomials#ROUNDER}. {@link Float#floatToRawIntBits} has no vector form in C2, so the bits are
   * copied through a buffer.
   */
  void split(float[] u, int n) {
    floats.put(0, u, 0, n);
    ints.get(0, bits, 0, n);
    exponents(bits, mantissas, exponents, n);
    ints.put(0, mantissas, 0, n);
    floats.get(0, p, 0, n);
    ints.put(0, exponents, 0, n);
    floats.get(0, q, 0, n);
  }

  private static void exponents(int[] bits, int[] mantissas, int[] exponents, int n) {
    for (int i = 0; i < n; i++) {
      int exponent = (bits[i] - Polynomials.SQRT_HALF_BITS) >> 23;
      mantissas[i] = bits[i] - (exponent << 23);
      exponents[i] = exponent + Polynomials.ROUNDER_BITS;
    }
  }
}
