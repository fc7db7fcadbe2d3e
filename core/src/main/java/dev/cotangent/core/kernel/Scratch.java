package dev.cotangent.core.kernel;

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
    /** Registers of an elementwise chain. */
    CHAIN
  }

  private final float[][] arrays = new float[Purpose.values().length][];

  /** Creates empty scratch memory. */
  public Scratch() {
    java.util.Arrays.fill(arrays, EMPTY);
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
}
