package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of two-by-two blocks of many rows, as in {@link VectorBlocks}, without masks and for every
 * width that is even. Rows that are shorter than a vector, and the last ones, are split into upper
 * and lower rows, in parts that stay in the first-level cache.
 */
final class WideBlocks {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = 16;

  private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Integer> SWAP_INTS = VectorShuffle.fromOp(I, i -> i ^ 1);

  /** The even lanes, twice. */
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i & 15);

  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);
  private static final float[] LANES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /** The position of a lane in its block: 0 or 1 in the first row; the second row adds 2. */
  private static final int[] PLACES = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private static final int MAX = Integer.MAX_VALUE;

  /** The bits of infinity; those of NaN without the sign are greater. */
  private static final int INFINITY = 0x7F800000;

  /** Greater than every position. */
  private static final int NOWHERE = 4;

  /** Elements of the rows that are split together. */
  private static final int PART = 2048;

  private static final int NARROWEST = 4;

  private WideBlocks() {}

  static boolean suits(int width) {
    return width >= NARROWEST && width % 2 == 0;
  }

  /** The maxima of {@code pairs} pairs of rows. */
  static void maxima(float[] x, int xo, int width, int pairs, float[] y, int yo, Scratch scratch) {
    int first = width >= WideRows.L ? Math.max(0, pairs - 1) : 0;
    WideRows.maxima(x, xo, width, first, y, yo);
    int rows = rows(width, pairs - first);
    float[] upper = scratch.floats(Scratch.Purpose.PATCHES, rows * width + 2 * L);
    float[] lower = scratch.floats(Scratch.Purpose.STRIP, rows * width + 2 * L);
    float[] sums = scratch.floats(Scratch.Purpose.UPSTREAM, rows * width / 2 + L);
    for (int row = first; row < pairs; row += rows) {
      int n = Math.min(rows, pairs - row);
      RowPairs.split(x, xo + 2 * row * width, 0, width, n, upper);
      RowPairs.split(x, xo + 2 * row * width, 1, width, n, lower);
      maxima(upper, lower, n * width, sums);
      System.arraycopy(sums, 0, y, yo + row * width / 2, n * width / 2);
    }
  }

  /** Number of pairs of rows that are split together. */
  private static int rows(int width, int pairs) {
    return Math.min(pairs, Math.max(1, PART / width));
  }

  /** Writes a vector for each two, and so perhaps more results than there are. */
  private static void maxima(float[] upper, float[] lower, int n, float[] y) {
    for (int i = 0; i < n; i += 2 * L) {
      FloatVector a = FloatVector.fromArray(S, upper, i).max(FloatVector.fromArray(S, lower, i));
      a = a.max(a.rearrange(SWAP)).rearrange(EVEN);
      FloatVector b =
          FloatVector.fromArray(S, upper, i + L).max(FloatVector.fromArray(S, lower, i + L));
      b = b.max(b.rearrange(SWAP)).rearrange(EVEN);
      VectorMask<Float> second =
          FloatVector.fromArray(S, LANES, 0).compare(VectorOperators.GE, L / 2);
      a.blend(b, second).intoArray(y, i / 2);
    }
  }

  /** The gradients of {@code pairs} pairs of rows. */
  static void maximaGrad(
      float[] x,
      int xo,
      int width,
      int pairs,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      Scratch scratch) {
    int first = width >= WideRows.L ? Math.max(0, pairs - 1) : 0;
    WideRows.grad(x, xo, width, first, g, go, dx, dxo);
    int rows = rows(width, pairs - first);
    float[] upper = scratch.floats(Scratch.Purpose.PATCHES, rows * width + 2 * L);
    float[] lower = scratch.floats(Scratch.Purpose.STRIP, rows * width + 2 * L);
    float[] upstream = scratch.floats(Scratch.Purpose.UPSTREAM, rows * width / 2 + L);
    for (int row = first; row < pairs; row += rows) {
      int n = Math.min(rows, pairs - row);
      int at = 2 * row * width;
      RowPairs.split(x, xo + at, 0, width, n, upper);
      RowPairs.split(x, xo + at, 1, width, n, lower);
      System.arraycopy(g, go + row * width / 2, upstream, 0, n * width / 2);
      grad(upper, lower, n * width, upstream);
      RowPairs.join(upper, lower, width, n, dx, dxo + at);
    }
  }

  /**
   * Replaces rows by their gradients. Not split into helpers, since C2 boxes the vectors they
   * return unless it inlines them.
   */
  private static void grad(float[] upper, float[] lower, int n, float[] g) {
    for (int i = 0; i < n; i += L) {
      // integers in the order of the numbers, NaN the largest
      IntVector top = FloatVector.fromArray(S, upper, i).reinterpretAsInts();
      IntVector size = top.and(MAX);
      top = top.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, top);
      top = top.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
      IntVector bottom = FloatVector.fromArray(S, lower, i).reinterpretAsInts();
      size = bottom.and(MAX);
      bottom =
          bottom.lanewise(VectorOperators.ASHR, 31).and(MAX).lanewise(VectorOperators.XOR, bottom);
      bottom = bottom.blend(MAX, size.compare(VectorOperators.GT, INFINITY));
      IntVector largest = top.max(bottom);
      largest = largest.max(largest.rearrange(SWAP_INTS));
      // within the loop, since C2 of JDK 17 boxes vectors that are live across it
      IntVector places = IntVector.fromArray(I, PLACES, 0);
      IntVector place = IntVector.broadcast(I, NOWHERE);
      place = place.blend(places.add(2), bottom.compare(VectorOperators.EQ, largest));
      place = place.blend(places, top.compare(VectorOperators.EQ, largest));
      place = place.min(place.rearrange(SWAP_INTS)).sub(places);
      IntVector upstream = FloatVector.fromArray(S, g, i / 2).rearrange(TWICE).reinterpretAsInts();
      IntVector zero = IntVector.zero(I);
      zero.blend(upstream, place.compare(VectorOperators.EQ, 0))
          .reinterpretAsFloats()
          .intoArray(upper, i);
      zero.blend(upstream, place.compare(VectorOperators.EQ, 2))
          .reinterpretAsFloats()
          .intoArray(lower, i);
    }
  }
}
