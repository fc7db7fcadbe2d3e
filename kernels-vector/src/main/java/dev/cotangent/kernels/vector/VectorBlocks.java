package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of two-by-two blocks; each method returns the number of blocks computed: all, or none on
 * machines whose vectors are too short to have masks.
 *
 * <p>The two columns of a block are adjacent lanes, which a swap of adjacent lanes brings together.
 * Results are half a vector, stored with a mask. The last vector of a row overlaps the one before
 * it; rows shorter than a vector use masks, which make memory access slower.
 *
 * <p>All vectors are of the preferred width. With two widths in one process, C2 finds two classes
 * in the type profiles that all loops share, and may then compile unrelated loops such that they
 * allocate their vectors permanently.
 */
final class VectorBlocks {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = S.length();

  private static final boolean SUPPORTED = L >= 8 && Runtime.version().feature() >= 25;

  private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Integer> SWAP_INTS = VectorShuffle.fromOp(I, i -> i ^ 1);

  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i & (L - 1));
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  private static final float[] LANES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /** The position of a lane in its block: 0 or 1 in the first row; the second row adds 2. */
  private static final int[] PLACES = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private static final int MAX = Integer.MAX_VALUE;

  /** The bits of infinity; those of NaN without the sign are greater. */
  private static final int INFINITY = 0x7F800000;

  /** Greater than every position. */
  private static final int NOWHERE = 4;

  private VectorBlocks() {}

  static int maxima(float[] x, int xo, int width, float[] y, int yo, int columns) {
    if (!SUPPORTED) {
      return 0;
    }
    if (columns < L / 2) {
      maximaOfShort(x, xo, width, y, yo, columns);
    } else {
      maximaOfLong(x, xo, width, y, yo, columns);
    }
    return columns;
  }

  private static void maximaOfLong(float[] x, int xo, int width, float[] y, int yo, int columns) {
    FloatVector lanes = FloatVector.fromArray(S, LANES, 0);
    VectorMask<Float> out = lanes.compare(VectorOperators.LT, L / 2);
    for (int next = 0; next < columns; next += L / 2) {
      int c = Math.min(next, columns - L / 2);
      int at = xo + 2 * c;
      FloatVector top = FloatVector.fromArray(S, x, at);
      FloatVector largest = top.max(FloatVector.fromArray(S, x, at + width));
      largest = largest.max(largest.rearrange(SWAP)).rearrange(EVEN);
      largest.intoArray(y, yo + c, out);
    }
  }

  private static void maximaOfShort(float[] x, int xo, int width, float[] y, int yo, int columns) {
    FloatVector lanes = FloatVector.fromArray(S, LANES, 0);
    VectorMask<Float> in = lanes.compare(VectorOperators.LT, 2f * columns);
    FloatVector top = FloatVector.fromArray(S, x, xo, in);
    FloatVector largest = top.max(FloatVector.fromArray(S, x, xo + width, in));
    largest = largest.max(largest.rearrange(SWAP)).rearrange(EVEN);
    largest.intoArray(y, yo, lanes.compare(VectorOperators.LT, columns));
  }

  static int maximaGrad(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    if (!SUPPORTED) {
      return 0;
    }
    if (columns < L / 2) {
      gradOfShort(x, xo, width, g, go, dx, dxo, columns);
    } else {
      gradOfLong(x, xo, width, g, go, dx, dxo, columns);
    }
    return columns;
  }

  /** Not split into helpers, since C2 boxes the vectors they return unless it inlines them. */
  private static void gradOfLong(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    FloatVector lanes = FloatVector.fromArray(S, LANES, 0);
    VectorMask<Float> out = lanes.compare(VectorOperators.LT, L / 2);
    for (int next = 0; next < columns; next += L / 2) {
      int c = Math.min(next, columns - L / 2);
      int at = xo + 2 * c;
      int to = dxo + 2 * c;
      // integers in the order of the numbers, NaN the largest
      IntVector top = FloatVector.fromArray(S, x, at).reinterpretAsInts();
      IntVector size = top.and(MAX);
      top = top.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, top);
      top = top.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
      IntVector bottom = FloatVector.fromArray(S, x, at + width).reinterpretAsInts();
      size = bottom.and(MAX);
      bottom =
          bottom.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, bottom);
      bottom = bottom.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
      IntVector largest = top.max(bottom);
      largest = largest.max(largest.rearrange(SWAP_INTS));
      IntVector places = IntVector.fromArray(I, PLACES, 0);
      IntVector place = IntVector.broadcast(I, NOWHERE);
      place = place.blend(places.add(2), bottom.compare(VectorOperators.EQ, largest));
      place = place.blend(places, top.compare(VectorOperators.EQ, largest));
      place = place.min(place.rearrange(SWAP_INTS)).sub(places);
      IntVector upstream =
          FloatVector.fromArray(S, g, go + c, out).rearrange(TWICE).reinterpretAsInts();
      IntVector zero = IntVector.zero(I);
      zero.blend(upstream, place.compare(VectorOperators.EQ, 0))
          .reinterpretAsFloats()
          .intoArray(dx, to);
      zero.blend(upstream, place.compare(VectorOperators.EQ, 2))
          .reinterpretAsFloats()
          .intoArray(dx, to + width);
    }
  }

  private static void gradOfShort(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    FloatVector lanes = FloatVector.fromArray(S, LANES, 0);
    VectorMask<Float> in = lanes.compare(VectorOperators.LT, 2f * columns);
    VectorMask<Float> out = lanes.compare(VectorOperators.LT, columns);
    // integers in the order of the numbers, NaN the largest
    IntVector top = FloatVector.fromArray(S, x, xo, in).reinterpretAsInts();
    IntVector size = top.and(MAX);
    top = top.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, top);
    top = top.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
    IntVector bottom = FloatVector.fromArray(S, x, xo + width, in).reinterpretAsInts();
    size = bottom.and(MAX);
    bottom =
        bottom.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, bottom);
    bottom = bottom.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
    IntVector largest = top.max(bottom);
    largest = largest.max(largest.rearrange(SWAP_INTS));
    IntVector places = IntVector.fromArray(I, PLACES, 0);
    IntVector place = IntVector.broadcast(I, NOWHERE);
    place = place.blend(places.add(2), bottom.compare(VectorOperators.EQ, largest));
    place = place.blend(places, top.compare(VectorOperators.EQ, largest));
    place = place.min(place.rearrange(SWAP_INTS)).sub(places);
    IntVector upstream = FloatVector.fromArray(S, g, go, out).rearrange(TWICE).reinterpretAsInts();
    IntVector zero = IntVector.zero(I);
    zero.blend(upstream, place.compare(VectorOperators.EQ, 0))
        .reinterpretAsFloats()
        .intoArray(dx, dxo, in);
    zero.blend(upstream, place.compare(VectorOperators.EQ, 2))
        .reinterpretAsFloats()
        .intoArray(dx, dxo + width, in);
  }
}
