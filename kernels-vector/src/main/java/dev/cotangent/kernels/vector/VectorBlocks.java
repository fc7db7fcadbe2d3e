package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of blocks of two by two elements; each method returns how many it made: all, or none where
 * vectors are too short for machines to have masks.
 *
 * <p>The two columns of a block are neighbours in a vector: a swap of neighbours brings them
 * together. Results are half a vector, which a mask stores.
 *
 * <p>All vectors are of the preferred width. With two widths in one process C2 finds two classes in
 * the type profiles that all loops share, and loops that have nothing to do with the second one may
 * then be compiled to allocate their vectors, for ever.
 */
final class VectorBlocks {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final boolean SUPPORTED = L >= 8 && Runtime.version().feature() >= 25;

  private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Integer> SWAP_INTS = VectorShuffle.fromOp(I, i -> i ^ 1);

  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i & (L - 1));
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  /** The column of a lane in its block. */
  private static final int[] COLUMNS = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private static final int MAX = Integer.MAX_VALUE;

  /** The bits of infinity, which those of NaN without the sign exceed. */
  private static final int INFINITY = 0x7F800000;

  /** After every place. */
  private static final int NOWHERE = 4;

  private VectorBlocks() {}

  static int maxima(float[] x, int xo, int width, float[] y, int yo, int columns) {
    if (!SUPPORTED) {
      return 0;
    }
    for (int c = 0; c < columns; c += L / 2) {
      int at = xo + 2 * c;
      VectorMask<Float> in = S.indexInRange(2 * c, 2 * columns);
      FloatVector top = FloatVector.fromArray(S, x, at, in);
      FloatVector largest = top.max(FloatVector.fromArray(S, x, at + width, in));
      largest = largest.max(largest.rearrange(SWAP)).rearrange(EVEN);
      largest.intoArray(y, yo + c, S.indexInRange(0, Math.min(L / 2, columns - c)));
    }
    return columns;
  }

  static int maximaGrad(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    if (!SUPPORTED) {
      return 0;
    }
    for (int c = 0; c < columns; c += L / 2) {
      int at = xo + 2 * c;
      VectorMask<Float> in = S.indexInRange(2 * c, 2 * columns);
      FloatVector top = FloatVector.fromArray(S, x, at, in);
      IntVector place = place(top, FloatVector.fromArray(S, x, at + width, in));
      VectorMask<Float> out = S.indexInRange(c, columns);
      FloatVector upstream = FloatVector.fromArray(S, g, go + c, out).rearrange(TWICE);
      int to = dxo + 2 * c;
      at(place, 0, upstream).intoArray(dx, to, in);
      at(place, 2, upstream).intoArray(dx, to + width, in);
    }
    return columns;
  }

  /**
   * Where the largest of a block is, as seen from each lane: 0 in its upper element, 2 in its lower
   * one, anything else in the other column.
   */
  private static IntVector place(FloatVector upper, FloatVector lower) {
    IntVector top = ordered(upper.reinterpretAsInts());
    IntVector bottom = ordered(lower.reinterpretAsInts());
    IntVector largest = top.max(bottom);
    largest = largest.max(largest.rearrange(SWAP_INTS));
    IntVector column = IntVector.fromArray(I, COLUMNS, 0);
    IntVector place = IntVector.broadcast(I, NOWHERE);
    place = place.blend(column.add(2), bottom.compare(VectorOperators.EQ, largest));
    place = place.blend(column, top.compare(VectorOperators.EQ, largest));
    return place.min(place.rearrange(SWAP_INTS)).sub(column);
  }

  /** Integers in the order of the numbers, NaN the largest. */
  private static IntVector ordered(IntVector bits) {
    IntVector ordered =
        bits.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, bits);
    return ordered.blend(MAX, bits.and(MAX).compare(VectorOperators.GT, INFINITY));
  }

  private static FloatVector at(IntVector place, int wanted, FloatVector upstream) {
    return IntVector.zero(I)
        .blend(upstream.reinterpretAsInts(), place.compare(VectorOperators.EQ, wanted))
        .reinterpretAsFloats();
  }
}
