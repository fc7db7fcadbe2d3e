package dev.cotangent.kernels.vector;

import dev.cotangent.core.random.Threefry;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Random truth values: {@link Threefry} with a counter in each lane, all twenty rounds. */
final class VectorRandom {

  private static final VectorSpecies<Long> S = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> HALVES = IntVector.SPECIES_PREFERRED;
  private static final int L = HALVES.length();
  private static final long[] LANE = {0, 1, 2, 3, 4, 5, 6, 7};
  private static final int ONE = Float.floatToRawIntBits(1f);

  private VectorRandom() {}

  /**
   * y[e] = 1 where a half of the word at (step, counter + e / 2) is less than the threshold, else
   * 0; returns how many elements it made, in whole vectors.
   */
  static int bernoulli(
      long k0, long k1, long step, long counter, long threshold, float[] y, int yo, int n) {
    long k2 = Threefry.thirdKey(k0, k1);
    // unsigned numbers compare as signed ones do once the top bits are flipped; the flipped
    // threshold is kept one lower, as 2³² has no place among 32 bits
    int highest = (int) (threshold - 1) ^ Integer.MIN_VALUE;
    int hit = threshold == 0 ? 0 : ONE;
    int i = 0;
    for (; i <= n - L; i += L) {
      LongVector x0 = LongVector.broadcast(S, step + k0);
      LongVector x1 = LongVector.fromArray(S, LANE, 0).add(counter + k1 + i / 2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(k1);
      x1 = x1.add(k2 + 1);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(k2);
      x1 = x1.add(k0 + 2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(k0);
      x1 = x1.add(k1 + 3);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(k1);
      x1 = x1.add(k2 + 4);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, x0);
      x0 = x0.add(x1);
      IntVector halves = x0.add(k2).reinterpretAsInts();
      IntVector flipped = halves.lanewise(VectorOperators.XOR, Integer.MIN_VALUE);
      IntVector.zero(HALVES)
          .blend(hit, flipped.compare(VectorOperators.LE, highest))
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
    return i;
  }
}
