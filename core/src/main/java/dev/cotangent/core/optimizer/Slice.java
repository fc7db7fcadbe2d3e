package dev.cotangent.core.optimizer;

/**
 * The elements [from, to) of parameters, gradients and optimizer state that one call updates, and
 * the numbers that hold for this step. A mutable carrier that is filled once per worker, so that an
 * update allocates nothing.
 */
public final class Slice {

  /** The parameters. */
  public float[] values = {};

  /** The gradients, in the same layout; not to be written. */
  public float[] gradients = {};

  /** The optimizer's state arrays, in the same layout. */
  public float[][] slots = {};

  /** First element. */
  public int from;

  /** One past the last element. */
  public int to;

  /** The learning rate of this step, after the schedule. */
  public double learningRate;

  /** The number of this step, from 1. */
  public long step;

  /** What {@link Optimizer#prepare} computed for this step. */
  public double[] scalars = {};

  /**
   * The length of the first axis of the parameter, as layers see it: a dense weight [out, in] has
   * out rows. Set, as are the next three, for rules of {@linkplain Optimizer#wholeParameters whole
   * parameters} alone.
   */
  public int rows;

  /** The number of elements of each row: in, for a dense weight; 1 for a vector. */
  public int columns;

  /** How far an element lies from the one in the next row; see {@link #index}. */
  public int rowStride;

  /** Room for what a rule computes on the way, of any contents. */
  public float[] scratch = {};

  /** Creates a slice of nothing, to be filled. */
  public Slice() {}

  /** Where the element of a row and a column lies in the arrays, in whatever order these are. */
  public int index(int row, int column) {
    return from + (column / rowStride * rows + row) * rowStride + column % rowStride;
  }
}
