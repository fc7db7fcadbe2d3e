package dev.cotangent.core.math;

/**
 * Fused multiply-add with the same result on every machine.
 *
 * <p>{@link Math#fma(float, float, float)} is one instruction if the processor has it; otherwise it
 * uses {@link java.math.BigDecimal}. A probe during class initialization determines which; in the
 * second case an exact substitute in double arithmetic, about a hundred times faster, gives the
 * same bits.
 */
public final class Fma {

  private static final int BATCH = 50;
  private static final int BATCHES = 400;
  private static final long FAST_BATCH_NANOS = 200L * BATCH;
  private static final long PROBE_NANOS = 20_000_000L;

  private static final boolean FAST = probe();

  private Fma() {}

  /** Whether {@link Math#fma(float, float, float)} runs in hardware here. */
  public static boolean isFast() {
    return FAST;
  }

  /** a·b + c, rounded once. */
  public static float fma(float a, float b, float c) {
    return FAST ? Math.fma(a, b, c) : emulate(a, b, c);
  }

  /**
   * a·b + c, rounded once, without an FMA instruction.
   *
   * <p>The product of two floats is exact in double. The sum with c is rounded to odd using its
   * exact remainder (TwoSum), which avoids double rounding in the final conversion to float. The
   * code tests the sign of the remainder instead of {@code != 0}: if the sum is infinite, the
   * remainder is NaN and the sum must not change.
   */
  public static float emulate(float a, float b, float c) {
    double p = (double) a * b;
    double s = p + c;
    double z = s - p;
    double e = (p - (s - z)) + (c - z);
    if (e > 0 || e < 0) {
      long bits = Double.doubleToRawLongBits(s);
      if ((bits & 1) == 0) {
        s = Double.longBitsToDouble(bits + ((e > 0) == (s > 0) ? 1 : -1));
      }
    }
    return (float) s;
  }

  /**
   * Hardware FMA is assumed if any batch is fast: preemption can slow a batch down, but nothing
   * makes BigDecimal fast.
   */
  private static boolean probe() {
    long begin = System.nanoTime();
    float acc = 1;
    for (int batch = 0; batch < BATCHES; batch++) {
      long start = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        acc = Math.fma(acc, 0.999f, 0.37f);
      }
      long end = System.nanoTime();
      // acc stays finite and positive: testing it keeps the loop from being eliminated
      if (end - start < FAST_BATCH_NANOS && acc > 0) {
        return true;
      }
      if (end - begin > PROBE_NANOS) {
        return false;
      }
    }
    return false;
  }
}
