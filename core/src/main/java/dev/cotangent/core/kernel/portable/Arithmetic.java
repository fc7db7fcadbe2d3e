package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Polynomials;

/**
 * Powers of two, signs and conditions by arithmetic alone: C2 vectorises neither conditional moves
 * nor the change between a float and its bits.
 */
final class Arithmetic {

  private static final float ROUNDER = Polynomials.ROUNDER;

  /** The square of this takes the smallest float above 1. */
  private static final float HUGE = 0x1p75f;

  private Arithmetic() {}

  /** The whole number nearest to x, for |x| below 2²². */
  static float whole(float x) {
    return (x + ROUNDER) - ROUNDER;
  }

  /** The whole number n/2 rounded down, for a whole n. */
  static float half(float n) {
    return whole(0.5f * n - 0.25f);
  }

  /**
   * 2^h for a whole h from −76 to 64: 1.25 times an approximation from 0.94 to 1.5 times as large,
   * and its leading bit, by the method of S. M. Rump, T. Ogita and S. Oishi, <i>Accurate
   * floating-point summation</i>, 2008, algorithm 3.5.
   */
  static float power(float h) {
    float w = h * (0.6931472f / 64f);
    float s = (((w * (1 / 24f) + 1 / 6f) * w + 0.5f) * w + 1f) * w + 1f;
    s = s * s;
    s = s * s;
    s = s * s;
    s = s * s;
    s = s * s;
    s = s * s;
    float scaled = s * 1.25f * 8388609f;
    return Math.abs(scaled - scaled * (1f - 0x1p-24f));
  }

  /** −1, 0 or 1: the sign of x, and NaN for NaN; the sign of ±0 is that zero. */
  static float sign(float x) {
    return Math.max(-1f, Math.min(x * HUGE * HUGE, 1f));
  }

  /** 1 if x is above 0, else 0; NaN for NaN. */
  static float isPositive(float x) {
    return Math.max(0f, Math.min(x * HUGE * HUGE, 1f));
  }

  /** 1 if x is 1, 0 if it is less; x must not be more. */
  static float reachesOne(float x) {
    return Math.max(0f, (x - 1f) * 0x1p24f + 1f);
  }

  /** condition·a + (1 − condition)·b, which is a or b, for a condition of 1 or 0. */
  static float select(float condition, float a, float b) {
    return condition * a + (1f - condition) * b;
  }
}
