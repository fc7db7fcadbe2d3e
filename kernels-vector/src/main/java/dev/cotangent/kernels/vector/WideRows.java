package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of two-by-two blocks of rows of at least sixteen elements, as in {@link WideBlocks}, for
 * all pairs of rows but the last: a vector of results, or of upstream gradients, is half used, and
 * its other half belongs to the next row. The last vector of a row overlaps the one before it.
 */
final class WideRows {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());

  /** Number of lanes, and the least width. */
  static final int L = 16;

  private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Integer> SWAP_INTS = VectorShuffle.fromOp(I, i -> i ^ 1);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i & (L - 1));
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  /** The position of a lane in its block: 0 or 1 in the first row; the second row adds 2. */
  private static final int[] PLACES = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private static final int MAX = Integer.MAX_VALUE;

  /** The bits of infinity; those of NaN without the sign are greater. */
  private static final int INFINITY = 0x7F800000;

  /** Greater than every position. */
  private static final int NOWHERE = 4;

  private WideRows() {}

  static void maxima(float[] x, int xo, int width, int pairs, float[] y, int yo) {
    for (int pair = 0; pair < pairs; pair++) {
      int from = xo + 2 * pair * width;
      int to = yo + pair * (width / 2);
      for (int next = 0; next < width; next += L) {
        int i = Math.min(next, width - L);
        FloatVector top = FloatVector.fromArray(S, x, from + i);
        FloatVector largest = top.max(FloatVector.fromArray(S, x, from + width + i));
        largest.max(largest.rearrange(SWAP)).rearrange(EVEN).intoArray(y, to + i / 2);
      }
    }
  }

  /** Not split into helpers, since C2 boxes the vectors they return unless it inlines them. */
  static void grad(
      float[] x, int xo, int width, int pairs, float[] g, int go, float[] dx, int dxo) {
    for (int pair = 0; pair < pairs; pair++) {
      int from = xo + 2 * pair * width;
      int upstreamFrom = go + pair * (width / 2);
      int to = dxo + 2 * pair * width;
      for (int next = 0; next < width; next += L) {
        int i = Math.min(next, width - L);
        // integers in the order of the numbers, NaN the largest
        IntVector top = FloatVector.fromArray(S, x, from + i).reinterpretAsInts();
        IntVector size = top.and(MAX);
        top = top.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, top);
        top = top.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
        IntVector bottom = FloatVector.fromArray(S, x, from + width + i).reinterpretAsInts();
        size = bottom.and(MAX);
        bottom =
            bottom
                .lanewise(VectorOperators.ASHR, 31)
                .and(MAX)
                .lanewise(VectorOperators.XOR, bottom);
        bottom = bottom.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
        IntVector largest = top.max(bottom);
        largest = largest.max(largest.rearrange(SWAP_INTS));
        // within the loop, since C2 of JDK 17 boxes vectors that are live across it
        IntVector places = IntVector.fromArray(I, PLACES, 0);
        IntVector place = IntVector.broadcast(I, NOWHERE);
        place = place.blend(places.add(2), bottom.compare(VectorOperators.EQ, largest));
        place = place.blend(places, top.compare(VectorOperators.EQ, largest));
        place = place.min(place.rearrange(SWAP_INTS)).sub(places);
        IntVector upstream =
            FloatVector.fromArray(S, g, upstreamFrom + i / 2).rearrange(TWICE).reinterpretAsInts();
        IntVector zero = IntVector.zero(I);
        zero.blend(upstream, place.compare(VectorOperators.EQ, 0))
            .reinterpretAsFloats()
            .intoArray(dx, to + i);
        zero.blend(upstream, place.compare(VectorOperators.EQ, 2))
            .reinterpretAsFloats()
            .intoArray(dx, to + width + i);
      }
    }
  }
}
