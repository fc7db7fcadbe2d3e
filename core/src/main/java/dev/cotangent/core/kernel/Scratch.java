package dev.cotangent.core.kernel;

import java.util.Arrays;

/**
 * Working memory of one worker: packed operands, tiles and blocks that are used only within one
 * kernel call.
 *
 * <p>Arrays grow to the largest size requested and are then reused, so that nothing is allocated in
 * steady state. Their contents are undefined on entry. Not thread-safe.
 */
public final class Scratch {

  private static final float[] EMPTY = {};
  private static final long[] NO_LONGS = {};

  /**
   * The use of a piece of scratch memory; two pieces in use at the same time need different
   * purposes.
   */
  public enum Purpose {
    /** The packed left operand of a matrix product. */
    PACKED_A,
    /** The packed right operand of a matrix product. */
    PACKED_B,
    /** One tile of a matrix product's result, or the sums of one segment. */
    TILE,
    /** Values of one row during a softmax or a sum. */
    ROW,
    /** The same row of a second operand. */
    SECOND_ROW,
    /** Products of a row's elements, to be summed. */
    PRODUCTS,
    /** Registers of an elementwise chain. */
    CHAIN,
    /** The gates of one step of a recurrent layer. */
    GATES,
    /** The states that a recurrent layer carries from step to step, and parts of a step. */
    STATES,
    /** Recurrent weights, transposed. */
    TRANSPOSED,
    /** The patch matrix of a convolution. */
    PATCHES,
    /** The strip of a channel under one column of a window. */
    STRIP,
    /** The upstream gradient of a block of images, channel by channel. */
    UPSTREAM
  }

  private final float[][] arrays = new float[Purpose.values().length][];
  private final long[][] longs = new long[Purpose.values().length][];
  private final float[][][] rows = new float[Purpose.values().length][][];

  private Scratch() {
    Arrays.fill(arrays, EMPTY);
    Arrays.fill(longs, NO_LONGS);
    Arrays.fill(rows, new float[0][]);
  }

  /** Creates empty scratch memory. */
  public static Scratch of() {
    return new Scratch();
  }

  /** An array of at least {@code size} floats for that purpose, with undefined contents. */
  public float[] floats(Purpose purpose, int size) {
    float[] array = arrays[purpose.ordinal()];
    if (array.length < size) {
      array = new float[size];
      arrays[purpose.ordinal()] = array;
    }
    return array;
  }

  /** An array of at least {@code size} longs for that purpose, with undefined contents. */
  public long[] longs(Purpose purpose, int size) {
    long[] array = longs[purpose.ordinal()];
    if (array.length < size) {
      array = new long[size];
      longs[purpose.ordinal()] = array;
    }
    return array;
  }

  /**
   * At least {@code count} arrays of at least {@code size} floats for that purpose, with undefined
   * contents: one array per row, for loops that C2 vectorises only if each operand is a separate
   * array.
   */
  public float[][] rows(Purpose purpose, int count, int size) {
    float[][] block = rows[purpose.ordinal()];
    if (block.length < count || (count > 0 && block[0].length < size)) {
      int length = block.length == 0 ? size : Math.max(size, block[0].length);
      block = new float[Math.max(count, block.length)][length];
      rows[purpose.ordinal()] = block;
    }
    return block;
  }
}
