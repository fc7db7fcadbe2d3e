package dev.cotangent.core.kernel;

import java.util.Arrays;

/**
 * Working memory of one worker: packed operands, tiles and blocks that live no longer than one
 * kernel call.
 *
 * <p>Arrays grow to the largest size ever asked for and are then reused, so that a steady state
 * allocates nothing. Their contents are undefined on entry. Not safe for use by two threads at a
 * time.
 */
public final class Scratch {

  private static final float[] EMPTY = {};
  private static final long[] NO_LONGS = {};

  /** What a piece of scratch memory is for; two uses that are alive together need two purposes. */
  public enum Purpose {
    /** The packed left operand of a matrix product. */
    PACKED_A,
    /** The packed right operand of a matrix product. */
    PACKED_B,
    /** One tile of a matrix product's result, or the sums of one segment. */
    TILE,
    /** Values of one row while a softmax or a sum is made. */
    ROW,
    /** The same row of a second operand. */
    SECOND_ROW,
    /** Products of a row's elements, which are then added. */
    PRODUCTS,
    /** Registers of an elementwise chain. */
    CHAIN,
    /** The gates of one step of a recurrent layer. */
    GATES,
    /** What a recurrent layer carries from step to step, and parts of a step. */
    STATES,
    /** Recurrent weights, transposed. */
    TRANSPOSED,
    /** The patches of images that a convolution's window sees. */
    PATCHES,
    /** What one column of the window sees of a channel. */
    STRIP,
    /** The upstream gradient of a block of images, channel by channel. */
    UPSTREAM
  }

  private final float[][] arrays = new float[Purpose.values().length][];
  private final long[][] longs = new long[Purpose.values().length][];
  private final float[][][] rows = new float[Purpose.values().length][][];

  /** Creates empty scratch memory. */
  public Scratch() {
    Arrays.fill(arrays, EMPTY);
    Arrays.fill(longs, NO_LONGS);
    Arrays.fill(rows, new float[0][]);
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
   * contents: one array per row, for loops that C2 vectorises only where each operand is an array
   * of its own.
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
