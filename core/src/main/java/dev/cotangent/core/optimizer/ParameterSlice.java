package dev.cotangent.core.optimizer;

/**
 * The elements [from, to) of parameters, gradients and optimizer state that one call of {@link
 * Optimizer#update} changes, with the scalars of the step. Mutable and reused by each worker, so
 * that an update allocates nothing. Not thread-safe.
 */
public final class ParameterSlice {

  /** The parameters. */
  public float[] values = {};

  /** The gradients, in the same layout; read-only. */
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

  /** The scalars that {@link Optimizer#prepare} computed for this step. */
  public double[] scalars = {};

  /**
   * The length of the first axis of the parameter, as layers see it: a dense weight [out, in] has
   * out rows. This field and the next three are set only for rules that update {@linkplain
   * Optimizer#wholeParameters whole parameters}.
   */
  public int rows;

  /** The number of elements of each row: in, for a dense weight; 1 for a vector. */
  public int columns;

  /**
   * The distance in the arrays between an element and the one below it in the next row; see {@link
   * #index}.
   */
  public int rowStride;

  /** Scratch memory for the rule; its initial content is undefined. */
  public float[] scratch = {};

  private ParameterSlice() {}

  /** Creates an empty slice, to be filled. */
  public static ParameterSlice of() {
    return new ParameterSlice();
  }

  /** The index in the arrays of the element at a row and column, whatever the storage order. */
  public int index(int row, int column) {
    return from + (column / rowStride * rows + row) * rowStride + column % rowStride;
  }
}
