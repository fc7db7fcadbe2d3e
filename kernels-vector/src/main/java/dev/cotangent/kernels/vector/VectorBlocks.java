package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of blocks of two by two elements; each method returns how many it made, in whole vectors.
 *
 * <p>The two columns of a block are neighbours in a vector: a swap of neighbours brings them
 * together. Results are half a vector, so none is made where {@link Narrow} vectors are not
 * allowed.
 */
final class VectorBlocks {

  private static final VectorSpecies<Float> S = Narrow.SPECIES;
  private static final int L = S.length();
  private static final VectorSpecies<Integer> I =
      VectorSpecies.of(int.class, VectorShape.forBitSize(S.vectorBitSize()));
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(S.vectorBitSize() / 2));

  private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Integer> SWAP_INTS = VectorShuffle.fromOp(I, i -> i ^ 1);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i & (L - 1));
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  /** The place of a lane in its block: 0 or 1 in the first row and 2 more in the second. */
  private static final int[] PLACES = {0, 1, 0, 1, 0, 1, 0, 1};

  private static final int MAX = Integer.MAX_VALUE;

  /** The bits of infinity, which those of NaN without the sign exceed. */
  private static final int INFINITY = 0x7F800000;

  /** After every place. */
  private static final int NOWHERE = 4;

  private VectorBlocks() {}

  static int maxima(float[] x, int xo, int width, float[] y, int yo, int columns) {
    if (!Narrow.ALLOWED) {
      return 0;
    }
    int c = 0;
    for (; c <= columns - L / 2; c += L / 2) {
      FloatVector top = FloatVector.fromArray(S, x, xo + 2 * c);
      FloatVector bottom = FloatVector.fromArray(S, x, xo + 2 * c + width);
      FloatVector largest = top.max(bottom);
      largest = largest.max(largest.rearrange(SWAP)).rearrange(EVEN);
      ((FloatVector) largest.reinterpretShape(HALF, 0)).intoArray(y, yo + c);
    }
    return c;
  }

  static int maximaGrad(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    if (!Narrow.ALLOWED) {
      return 0;
    }
    IntVector places = IntVector.fromArray(I, PLACES, 0);
    int c = 0;
    for (; c <= columns - L / 2; c += L / 2) {
      int at = xo + 2 * c;
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
      IntVector place = IntVector.broadcast(I, NOWHERE);
      place = place.blend(places.add(2), bottom.compare(VectorOperators.EQ, largest));
      place = place.blend(places, top.compare(VectorOperators.EQ, largest));
      place = place.min(place.rearrange(SWAP_INTS)).sub(places);
      FloatVector upstream =
          ((FloatVector) FloatVector.fromArray(HALF, g, go + c).reinterpretShape(S, 0))
              .rearrange(TWICE);
      IntVector bits = upstream.reinterpretAsInts();
      IntVector zero = IntVector.zero(I);
      zero.blend(bits, place.compare(VectorOperators.EQ, 0))
          .reinterpretAsFloats()
          .intoArray(dx, dxo + 2 * c);
      zero.blend(bits, place.compare(VectorOperators.EQ, 2))
          .reinterpretAsFloats()
          .intoArray(dx, dxo + 2 * c + width);
    }
    return c;
  }
}
